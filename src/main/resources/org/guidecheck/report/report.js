'use strict';

const results = JSON.parse(document.getElementById('results').textContent);
const KINDS = {
  'counted or in closed form, up to rounding': 'exact', 'computed, with a proved error bound': 'proved',
  'evaluated at points, up to rounding': 'at points', 'computed, with an estimated error': 'computed',
  'sampled, law known in closed form': 'sampled', 'sampled, bounded variable': 'bounded', 'sampled, can only refute': 'plain'
};
const STRENGTH = Object.values(KINDS);
const GRAVITY = ['REFUTED', 'UNDECIDED', 'NOT_REFUTED', 'HOLDS'];
const PASSES = ['HOLDS', 'NOT_REFUTED'];

const surprising = finding => finding.expected !== 'open'
  && !(finding.expected === 'holds' ? PASSES : ['REFUTED']).includes(finding.outcome);
const keyOf = on => [on.law, on.class, on.weight, on.stop].join('\n');
const pictures = new Map((results.pictures || []).map(each => [keyOf(each.conditions), each.picture]));

const badge = (outcome, surprise) =>
  el('span', {className: 'outcome ' + outcome + (surprise ? ' surprise' : ''), title: surprise ? 'theory says otherwise' : ''}, outcome.replace('_', ' '));

/* The law, guidance and seed of a verdict, in words. */

function where(finding) {
  const on = finding.conditions;
  if (!on) return finding.subject + ', seed ' + finding.seed;
  const law = results.laws[on.law];
  return `class ${on.class} of ${law.classes.length}, ${law.dimension === 1 ? '1 dimension' : law.dimension + ' dimensions'}, weight `
    + `${on.weight}${on.stop > 0 ? `, stopped at noise ${short(on.stop)}` : ''}, seed ${finding.seed}`;
}

/** The run's own command, for this claim alone: laws and seeds follow from it. */
function command(finding) {
  const run = results.runs[finding.run];
  let words = 'guidecheck ' + run.command;
  if (!/--claim\b/.test(words)) words += ' --claim ' + finding.claim;
  if (!/--seed\b/.test(words)) words += ' --seed ' + run.seed;
  return words;
}

/** Pages from the file system may have no clipboard of their own. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el('textarea', {value: text});
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

function copyable(text, what) {
  const button = el('button', {type: 'button', className: 'copies'}, 'Copy ' + what);
  button.addEventListener('click', async () => {
    button.textContent = await copied(text) ? 'Copied' : 'Select and copy by hand';
    setTimeout(() => { button.textContent = 'Copy ' + what; }, 1500);
  });
  return el('div', {className: 'copy'}, el('pre', {tabIndex: 0}, text), button);
}

/* Drawings. */

/** Bounds as a bar, the value as a dot, the allowed interval as a rectangle behind them. */
function bounds(evidence) {
  const allowed = evidence.allowed || {};
  const ends = [evidence.value, evidence.lower, evidence.upper, allowed.lower, allowed.upper].filter(finite);
  if (!finite(evidence.value) || ends.length === 0) return null;
  const from = Math.min(...ends), to = Math.max(...ends);
  const margin = (to - from) * 0.15 || Math.abs(to) * 0.1 || 1;
  const domain = [from - margin, to + margin];
  const within = (x, otherwise) => finite(x) ? x : otherwise;
  const says = PASSES.includes(evidence.outcome) ? 'holds' : evidence.outcome === 'REFUTED' ? 'refuted' : 'undecided';
  const x = {type: 'quantitative', scale: {domain, nice: false}, axis: {title: null, tickCount: 3, grid: false, format: '.4~g'}};
  return chart(() => ({
    width: 280, height: 18, layer: [
      ...evidence.allowed ? [{
        data: {values: [{a: within(allowed.lower, domain[0]), b: within(allowed.upper, domain[1])}]},
        mark: {type: 'rect', color: colour('allowed'), stroke: colour('guided'), strokeWidth: 1},
        encoding: {x: {field: 'a', ...x}, x2: {field: 'b'}}
      }] : [],
      {
        data: {values: [{a: within(evidence.lower, domain[0]), b: within(evidence.upper, domain[1])}]},
        mark: {type: 'rule', color: colour(says), strokeWidth: 3, strokeCap: 'round'},
        encoding: {x: {field: 'a', ...x}, x2: {field: 'b'}}
      },
      {data: {values: [{v: evidence.value}]}, mark: {type: 'point', filled: true, size: 45, opacity: 1, color: colour(says)},
        encoding: {x: {field: 'v', ...x}}}
    ]
  }), `${evidence.quantity} in ${short(evidence.lower)} to ${short(evidence.upper)}, rule: ${evidence.rule}`);
}

const NAMES = ['class', 'rest', 'unguided', 'guided'];
const scaleOf = names => ({domain: names, range: NAMES.map(colour)});

function densities(curves) {
  const names = curves.map(curve => curve.name);
  const values = curves.flatMap((curve, c) => curve.x.map((x, i) => ({curve: curve.name, output: c > 1, x, y: curve.y[i]})));
  return chart(() => ({
    width: 420, height: 220, data: {values},
    encoding: {
      x: {field: 'x', type: 'quantitative', axis: {title: 'x', grid: false}, scale: {nice: false, zero: false}},
      y: {field: 'y', type: 'quantitative', stack: null, axis: {title: 'density'}},
      color: {field: 'curve', type: 'nominal', scale: scaleOf(names)}
    },
    layer: [
      {transform: [{filter: '!datum.output'}], mark: {type: 'area', opacity: 0.18, line: {strokeWidth: 1}}},
      {transform: [{filter: 'datum.output'}], mark: {type: 'line', strokeWidth: 2}}
    ]
  }), 'Densities: ' + names.join('; '));
}

/** Isolines where there is a grid, points, and a few guided paths. */
function cloud(picture) {
  const {points, paths, axes, grid} = picture;
  const names = points.map(each => each.name);
  const SIZE = 340;
  return chart(() => {
    const values = points.flatMap(each => each.at.map(([x, y]) => ({kind: each.name, x, y})));
    const contours = grid ? ['own', 'rest'].map(side => ({
      name: side, values: [{grid: {width: grid.size, height: grid.size, values: fromTop(grid[side], grid.size)}}],
      transform: [{type: 'isocontour', field: 'grid', thresholds: [100, 1000, 3000, 6000, 9000], scale: SIZE / grid.size}]
    })) : [];
    const at = field => ({scale: field, field});
    return {
      $schema: 'vega', width: SIZE, height: SIZE, padding: 5, autosize: 'pad',
      data: [{name: 'points', values}, {name: 'paths', values: paths.map(line => ({line: line.map(([x, y]) => ({x, y}))}))}, ...contours],
      scales: [
        {name: 'x', domain: grid ? grid.x : {data: 'points', field: 'x'}, range: 'width', zero: false, nice: !grid},
        {name: 'y', domain: grid ? grid.y : {data: 'points', field: 'y'}, range: 'height', zero: false, nice: !grid},
        {name: 'kind', type: 'ordinal', domain: names, range: NAMES.map(colour)}
      ],
      axes: [{orient: 'bottom', scale: 'x', title: axes[0], tickCount: 6}, {orient: 'left', scale: 'y', title: axes[1], tickCount: 6}],
      legends: [{fill: 'kind', orient: 'bottom', columns: 2, symbolType: 'circle', symbolSize: 40}],
      marks: [
        ...contours.map((each, i) => ({
          type: 'path', clip: true, from: {data: each.name},
          encode: {enter: {stroke: {value: colour(NAMES[i])}, strokeWidth: {value: 1.2}, strokeOpacity: {value: 0.8}}},
          transform: [{type: 'geopath', field: 'datum.contour'}]
        })),
        {type: 'group', clip: true, from: {facet: {name: 'steps', data: 'paths', field: 'line'}}, encode: {enter: {width: {value: SIZE}, height: {value: SIZE}}},
          marks: [{type: 'line', from: {data: 'steps'}, encode: {enter: {x: at('x'), y: at('y'), stroke: {value: colour('guided')},
            strokeWidth: {value: 1}, strokeOpacity: {value: 0.5}}}}]},
        {type: 'symbol', clip: true, from: {data: 'points'}, encode: {enter: {x: at('x'), y: at('y'), size: {value: 12}, opacity: {value: 0.7},
          fill: {scale: 'kind', field: 'kind'}}}}
      ]
    };
  }, 'Points in two coordinates: ' + names.join('; ') + '; and ' + paths.length + ' guided paths');
}

function fromTop(values, size) {
  const rows = [];
  for (let row = size - 1; row >= 0; row--) rows.push(...values.slice(row * size, (row + 1) * size));
  return rows;
}

function weights(curve) {
  const place = 'weight' in curve[0] ? 'weight' : 'times';
  const unguided = curve[0].upper;
  const BOUNDS = 'within bounds', PLAIN = 'plain average, two standard errors', LIMIT = '1 / prior';
  const names = [BOUNDS, PLAIN, LIMIT];
  return chart(() => ({
    width: 420, height: 220, data: {values: curve},
    encoding: {x: {field: place, type: 'quantitative', scale: {type: 'sqrt'},
      axis: {title: place === 'weight' ? 'guidance weight w' : 'times the schedule', grid: false, format: '.3~g', values: curve.map(each => each[place])}}},
    layer: [
      {mark: {type: 'area', opacity: 0.3}, encoding: {y: {field: 'lower', type: 'quantitative', scale: {zero: false}, axis: {title: 'mean of 1/p(c|Y)'}},
        y2: {field: 'upper'}, color: {datum: BOUNDS, scale: {domain: names, range: [colour('guided'), colour('rest'), colour('unguided')]}}}},
      {mark: {type: 'rule', strokeWidth: 5, strokeCap: 'round'}, encoding: {y: {field: 'lower', type: 'quantitative'}, y2: {field: 'upper'},
        color: {datum: BOUNDS}}},
      {transform: [{calculate: '(datum.lower + datum.upper) / 2', as: 'middle'}], mark: {type: 'line', strokeWidth: 1},
        encoding: {y: {field: 'middle', type: 'quantitative'}, color: {datum: BOUNDS}}},
      {mark: {type: 'rule'}, encoding: {y: {field: 'plainLower', type: 'quantitative'}, y2: {field: 'plainUpper'}, color: {datum: PLAIN}}},
      {mark: {type: 'point', filled: true, opacity: 1}, encoding: {y: {field: 'plain', type: 'quantitative'}, color: {datum: PLAIN}}},
      ...finite(unguided) ? [{data: {values: [{m: unguided}]}, mark: {type: 'rule', strokeDash: [4, 3]},
        encoding: {x: null, y: {field: 'm', type: 'quantitative'}, color: {datum: LIMIT}}}] : []
    ]
  }), 'The mean of 1/p against the weight, within bounds, and plain averages');
}

function tail(curve) {
  const PROMISE = 'promised for any law', SHARE = 'share of draws, within bounds';
  const least = Math.min(...curve.map(each => Math.max(each.upper / 3, each.promised, 1e-6)));
  const drawn = curve.map(each => ({...each, low: Math.max(each.lower, least), middle: each.share > 0 ? each.share : null}));
  const y = {type: 'quantitative', scale: {type: 'log', domain: [least, 1], clamp: true}, axis: {title: 'probability of p(c|Y) ≤ prior / a', format: '.3~g', grid: false}};
  return chart(() => ({
    width: 420, height: 220, data: {values: drawn},
    encoding: {x: {field: 'a', type: 'quantitative', scale: {type: 'log'}, axis: {title: 'a', grid: false, format: '.3~g', values: curve.map(each => each.a)}}},
    layer: [
      {mark: {type: 'line'}, encoding: {y: {...y, field: 'promised'}, color: {datum: PROMISE, scale: {domain: [PROMISE, SHARE], range: [colour('unguided'), colour('guided')]}}}},
      {mark: {type: 'rule', strokeWidth: 3}, encoding: {y: {...y, field: 'low'}, y2: {field: 'upper'}, color: {datum: SHARE}}},
      {mark: {type: 'point', filled: true, opacity: 1}, encoding: {y: {...y, field: 'middle'}, color: {datum: SHARE}}}
    ]
  }), 'How often outputs are unlikely to be of the class: what guidance promises, and draws');
}

function figures(picture) {
  const caption = (title, text) => el('figcaption', {}, el('b', {}, title + ' '), text);
  const law = picture.density
    ? el('figure', {}, densities(picture.density), caption('The law,', 'and the output with and without the guidance of the paper.'))
    : el('figure', {}, cloud(picture.cloud), caption('The law,', (picture.cloud.grid ? 'isolines of both densities, ' : 'in the directions of separation '
      + 'and of largest spread, ') + 'draws, ends of paths with and without the guidance of the paper, and some guided paths.'));
  return el('div', {className: 'figures'}, law, el('figure', {}, weights(picture.weights),
    caption('The mean reciprocal', 'against the guidance weight: its bounds, and averages of 4,096 draws, which may miss rare events.')),
    picture.tail ? el('figure', {}, tail(picture.tail), caption('Unlikely outputs:', 'the probability that p(c|Y) is at most prior / a, which guidance of '
      + 'weight w or more keeps to 1 / a^(1 + 2w) whatever the law, and the share of 4,096 draws.')) : '');
}

/* A verdict in full. */

function evidenceItem(evidence) {
  const more = [evidence.method && 'by ' + evidence.method, KINDS[evidence.kind] && evidence.kind,
    evidence.n > 0 && evidence.n.toLocaleString('en') + ' samples', evidence.alpha > 0 && 'false-alarm rate ' + short(evidence.alpha),
    evidence.detectable !== undefined && 'would have detected ' + short(evidence.detectable),
    evidence.attempt && 'a further attempt to refute, which counts only if it does'].filter(Boolean).join('; ');
  const notes = [...evidence.tolerances.map(t => `allowed for ${t.type}: ${short(t.size)}, ${t.why}`),
    ...Object.entries(evidence.details || {}).map(([name, text]) => `${name}: ${text}`)];
  const {lower, upper} = evidence;
  const known = '= ' + short(evidence.value) + (lower === upper ? '' : finite(lower) && finite(upper) ? `, in [${short(lower)}, ${short(upper)}]`
    : finite(lower) ? ', at least ' + short(lower) : finite(upper) ? ', at most ' + short(upper) : ', no bound');
  return el('div', {},
    el('dt', {}, badge(evidence.outcome), ' ', el('b', {}, evidence.quantity), ' ' + known, el('br'), 'Rule: ' + evidence.rule,
      el('div', {className: 'quiet'}, more), ...notes.map(note => el('div', {className: 'quiet'}, note))),
    el('dd', {}, bounds(evidence) || ''));
}

/** All evidence; of a sampler that is drawn in full, what passes is folded away. */
function evidenceLists(finding) {
  const list = items => el('dl', {className: 'evidence'}, ...items.map(evidenceItem));
  if (!isDrawn(finding)) return [list(finding.evidence)];
  const passing = finding.evidence.filter(each => PASSES.includes(each.outcome));
  const grave = finding.evidence.filter(each => !PASSES.includes(each.outcome));
  const folded = lazy('intervals', `${passing.length} ${passing.length === 1 ? 'measurement that passes' : 'measurements that pass'}, with intervals`,
    () => list(passing));
  return [...grave.length > 0 ? [list(grave)] : [], ...passing.length > 0 ? [folded] : []];
}

/** A disclosure whose content is made when it is first opened. */
function lazy(className, title, make) {
  const node = el('details', {className}, el('summary', {}, title));
  node.addEventListener('toggle', () => {
    if (node.open && node.children.length === 1) node.append(make());
  });
  return node;
}

function body(finding) {
  const node = el('div', {className: 'body'});
  const on = finding.conditions;
  if (finding.resolution) node.append(el('p', {className: 'quiet'}, 'Departures that this claim is about: '
    + finding.resolution + (/^\d/.test(finding.resolution) ? ' or more.' : '.')));
  if (finding.note) node.append(el('p', {className: 'quiet'}, finding.note));
  node.append(...evidenceLists(finding));
  const picture = on && pictures.get(keyOf(on));
  if (picture) node.append(figures(picture));
  node.append(el('h3', {}, 'Decide again'), copyable(command(finding), 'command'));
  const law = on && results.laws[on.law];
  if (law && law.law) node.append(el('h3', {}, 'The law'), copyable(JSON.stringify(law.law), 'law'));
  else if (law) node.append(el('p', {className: 'quiet'}, `The law${law.name ? `, ${law.name},` : ''} is too large to show here.`));
  return node;
}

/** One verdict, laid out when it is first opened. */
function findingItem(finding, open) {
  const node = el('details', {className: 'finding'}, el('summary', {}, badge(finding.outcome, surprising(finding)), ' ' + where(finding)));
  node.addEventListener('toggle', () => {
    if (node.open && node.children.length === 1) node.append(body(finding));
  });
  node.open = open;
  return node;
}

/* The table: a row for each claim and subject. */

const rows = [];
for (const finding of results.findings) {
  const key = finding.claim + '\n' + finding.subject;
  let row = rows.find(each => each.key === key);
  if (!row) rows.push(row = {key, findings: []});
  row.findings.push(finding);
}

const worst = findings => GRAVITY.find(outcome => findings.some(each => each.outcome === outcome));

function lay(row) {
  const first = row.findings[0];
  const kinds = row.findings.flatMap(each => each.evidence).map(each => KINDS[each.kind]);
  const sum = of => row.findings.reduce((total, each) => total + of(each), 0);
  const seconds = sum(each => each.seconds);
  row.outcome = worst(row.findings);
  row.surprising = row.findings.some(surprising);
  row.words = [first.claim, first.statement, first.source, first.subject, ...row.findings.map(where)].join(' ').toLowerCase();
  const opens = el('button', {type: 'button', className: 'opens', 'aria-expanded': 'false'}, first.claim);
  const cell = (label, text, number) => el('td', {'data-label': label, className: number ? 'number' : ''}, text);
  row.node = el('tr', {className: 'claim'},
    el('td', {}, badge(row.outcome, row.surprising)), el('td', {}, opens, el('div', {className: 'quiet'}, first.statement)),
    cell('tried on', first.subject), cell('theory says', first.expected), cell('evidence', STRENGTH[Math.max(...kinds.map(k => STRENGTH.indexOf(k)))] || ''),
    cell('tries', row.findings.length, true), cell('samples', sum(f => f.evidence.reduce((n, e) => n + e.n, 0)).toLocaleString('en'), true),
    cell('seconds', seconds.toFixed(2), true));
  row.inside = el('tr', {className: 'inside', hidden: true});
  opens.addEventListener('click', () => {
    const open = row.inside.hidden;
    opens.setAttribute('aria-expanded', String(open));
    row.inside.hidden = !open;
    if (open && !row.inside.hasChildNodes()) {
      const grave = [...row.findings].sort((a, b) => surprising(b) - surprising(a) || GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome));
      row.inside.append(el('td', {colSpan: 8}, el('p', {className: 'quiet'}, 'Source: ' + first.source),
        ...grave.map(finding => findingItem(finding, grave.length === 1))));
    }
  });
  return [row.node, row.inside];
}

document.querySelector('#verdicts tbody').append(...rows.flatMap(lay));

const surprises = results.findings.filter(surprising).sort((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome));
document.getElementById('headline').textContent = `${results.findings.length} ${results.findings.length === 1 ? "verdict" : "verdicts"}, `
  + (surprises.length === 0 ? 'all as theory says' : `${surprises.length} not as theory says`);
document.title = 'guidecheck: ' + document.getElementById('headline').textContent;
document.getElementById('runs').append(...results.runs.map(run => el('li', {}, el('code', {}, 'guidecheck ' + run.command),
  `, seed ${run.seed}, false-alarm rate ${short(run.alpha)}, ${run.began.replace('T', ' ').replace('Z', ' UTC')}, ${run.seconds.toFixed(0)} s, version ${run.guidecheck}`)));
if (surprises.length > 0) {
  document.getElementById('cases').hidden = false;
  document.getElementById('surprises').append(...surprises.map((finding, i) => {
    const node = findingItem(finding, i === 0);
    node.querySelector('summary').append(el('div', {}, el('b', {}, finding.claim), ': ' + finding.statement));
    return node;
  }));
}

showSamplers();

const words = document.getElementById('words');
function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const outcomes = [...document.querySelectorAll('#filter input[name=outcome]:checked')].map(box => box.value);
  const only = document.getElementById('surprising').checked;
  let shown = 0;
  for (const row of rows) {
    const show = outcomes.includes(row.outcome) && (!only || row.surprising) && wanted.every(word => row.words.includes(word));
    row.node.hidden = !show;
    row.inside.hidden = !show || row.node.querySelector('.opens').getAttribute('aria-expanded') === 'false';
    shown += show ? 1 : 0;
  }
  document.getElementById('count').textContent = `${shown} of ${rows.length} rows`;
}
document.getElementById('filter').addEventListener('input', filter);
document.getElementById('filter').addEventListener('submit', event => event.preventDefault());
filter();
