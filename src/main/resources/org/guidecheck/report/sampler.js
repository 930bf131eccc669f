'use strict';

/* What a guard found of a sampler or a guider: its coefficients beside a known scheme's, and figures. Needs report.js when called. */

const SHOWN_STEPS = 20;
const MOST_SHOWN = 60;
const MOST_EARLIER = 3;
const LINES = ['class', 'rest', 'guided', 'unguided', 'undecided'];

const isDrawn = finding => (results.samplers || []).some(each => each.run === finding.run && each.subject === finding.subject);

function showSamplers() {
  const all = results.samplers || [];
  const section = document.getElementById('samplers');
  section.hidden = all.length === 0;
  if (all.length > 0 && all.every(each => each.numbers.effective)) document.getElementById('samplers-title').textContent = 'What the rule does';
  if (all.length > 0 && all.every(each => each.numbers.audit)) document.getElementById('samplers-title').textContent = 'What the model does';
  section.append(...all.map(each => {
    const node = lazy('sampler', each.subject, () => each.numbers.audit ? auditBody(each.numbers.audit) : samplerBody(each.numbers));
    node.open = all.length === 1;
    return node;
  }));
}

function samplerBody(numbers) {
  const {coefficients, pointMass, errors, weights, effective, noise, reason, alpha} = numbers;
  const node = el('div', {className: 'body'});
  const figure = (drawing, title, text) => el('figure', {}, drawing, el('figcaption', {}, el('b', {}, title + ' '), text));
  if (reason) node.append(el('p', {}, 'Its coefficients are not known: ' + reason + '.'));
  if (coefficients) node.append(el('p', {}, nearest(coefficients)));
  const drawn = [];
  const biases = (pointMass || []).filter(each => finite(each.bias));
  const variances = (pointMass || []).filter(each => finite(each.variance));
  if (biases.length > 0) {
    drawn.push(figure(massChart(biases, 'bias', 'error of the mean, for data at distance 1', 1e-3, 0), 'Data at one point: the mean',
      'at each call of the denoiser and in the output. The band is what a start that knows nothing of the data explains.'));
  }
  if (variances.length > 0) {
    drawn.push(figure(massChart(variances, 'variance', 'variance of the noise / τ', 0.02, 1), 'Data at one point: the variance',
      `of start and noise at each call, relative to the noise level τ. It must be 1. Bars: all true variances lie within, except with probability ${short(alpha)}.`));
  }
  if (errors) {
    drawn.push(figure(errorChart(errors), 'Error against the number of steps,',
      'of the mean or deviation that is most wrong on two linear scores. An order p is a slope of −p. Pale: steps of first order between the same levels. ' + orders(errors)));
  }
  if (weights) {
    drawn.push(figure(weightChart(weights), 'Guidance weight of each call,',
      'by the weight that was asked for. Where the line leaves its dashes the sampler guides otherwise than asked.'));
  }
  if (effective) {
    drawn.push(figure(effectiveChart(effective), 'Effective weight against the noise level,',
      'with which the rule acts along the difference of the predictions, in a run in three dimensions: median of the points, and a band that holds 90 % of them. Dashes: the weight that was asked for, which plain guidance has everywhere. Below −1/2 guidance leads away from the class.'));
  }
  if (noise) {
    drawn.push(figure(noiseChart(noise), 'Start and noise',
      'are normal and independent if all of these are 0. The band is what counts as 0; each number is divided by its half width.'));
  }
  if (drawn.length > 0) node.append(el('div', {className: 'figures'}, ...drawn));
  else if (!coefficients) node.append(el('p', {className: 'quiet'}, 'There is nothing to draw.'));
  if (coefficients) node.append(...steps(coefficients));
  return node;
}

/* The steps as a table. */

function nearest({scheme, steps: all}) {
  const differing = all.map((each, i) => each.differs ? i + 1 : 0).filter(Boolean);
  if (!scheme) return 'No known scheme calls the denoiser at these levels.';
  return `The nearest known scheme is ${scheme}: ` + (differing.length === 0 ? `all ${all.length} steps agree.`
    : `${all.length - differing.length} of ${all.length} steps agree; ` + (differing.length <= 8
      ? `step${differing.length === 1 ? '' : 's'} ${differing.join(', ')} ${differing.length === 1 ? 'differs' : 'differ'}.`
      : `${differing.length} differ, the first is step ${differing[0]}.`));
}

function steps({scheme, weight, error, steps: all}) {
  const numbered = all.map((each, i) => ({...each, number: i + 1}));
  const shown = new Set([...numbered.slice(0, SHOWN_STEPS), ...numbered.slice(SHOWN_STEPS).filter(each => each.differs)].slice(0, MOST_SHOWN));
  const rest = numbered.filter(each => !shown.has(each));
  const hasEarlier = all.some(each => each.earlier.length > 0);
  const table = rows => stepTable(rows, scheme, hasEarlier);
  const explained = 'Each step leads from noise level τ to the next: x′ = ρ x + Σ β a + σ z, with the point x before, the latest and earlier predictions a '
    + `of the clean point (both predictions equal, weight ${short(weight)} asked for) and fresh normals z.` + (scheme ? ` Below each number: that of ${scheme}.` : '')
    + (error > 0 && all.some(each => each.noise.found > 0) ? ` Deviations σ are measured, with a standard error of ${short(Number((100 * error).toPrecision(2)))} %.` : '');
  return [el('h3', {}, 'Steps'), el('p', {className: 'quiet'}, explained), table([...shown]),
    ...rest.length > 0 ? [lazy('rest', `${rest.length} more ${rest.length === 1 ? 'step' : 'steps'}`, () => table(rest))] : []];
}

function stepTable(rows, scheme, hasEarlier) {
  const head = ['step', 'τ, from and to', 'ρ', 'β, latest', ...hasEarlier ? ['β, earlier'] : [], 'σ'];
  const table = el('table', {className: 'steps'}, el('thead', {}, el('tr', {}, ...head.map(each => el('th', {scope: 'col'}, each)))),
    el('tbody', {}, ...rows.map(each => {
      const cells = [[each.number + (each.differs ? ' ≠' : ''), each.differs ? 'differs' : null], [levelText(each.from), '→ ' + levelText(each.to)],
        pairText(each.keep), pairText(each.latest), ...hasEarlier ? [earlierText(each.earlier)] : [], pairText(each.noise)];
      return el('tr', {className: each.differs ? 'differs' : ''}, ...cells.map(([first, second]) => el('td', {}, first,
        second === null ? null : el('span', {className: 'scheme'}, second))));
    })));
  return el('div', {className: 'scrolls', tabIndex: 0, role: 'region', 'aria-label': 'Coefficients of the steps' + (scheme ? ' and of ' + scheme : '')}, table);
}

/** A noise level τ, as the difference from 1 where that says more. */
const levelText = ({noise, signal}) => signal < 0.01 ? '1 − ' + short(Number(signal.toPrecision(3))) : short(noise);

/** A number in six digits; in more if the scheme's would look the same and is not. */
function pairText({found, scheme}) {
  const text = (x, digits) => finite(x) ? x === 0 ? '0' : Math.abs(x) < 1e-3 ? x.toExponential(3) : String(Number(x.toPrecision(digits))) : 'not measured';
  let digits = 6;
  while (digits < 10 && finite(found) && finite(scheme) && Math.abs(found - scheme) > 1e-9 && text(found, digits) === text(scheme, digits)) digits++;
  return [text(found, digits), finite(scheme) ? text(scheme, digits) : null];
}

function earlierText(earlier) {
  if (earlier.length === 0) return ['none', null];
  const texts = earlier.slice(0, MOST_EARLIER).map(each => ({call: each.call, text: pairText(each)}));
  const more = earlier.length > MOST_EARLIER ? ` and ${earlier.length - MOST_EARLIER} more` : '';
  return [texts.map(each => `${each.text[0]} (call ${each.call})`).join(', ') + more,
    texts.every(each => each.text[1] === null) ? null : texts.map(each => each.text[1]).join(', ')];
}

/* Drawings. Their width is that of the page, up to a size at which the axes are easily read. */

const room = () => Math.max(200, Math.min(420, document.documentElement.clientWidth - 130));
const line = {titleLimit: 400, labelLimit: 300};

/** A number at each call, with the numbers allowed as a band, and bounds if there are any. */
function massChart(points, name, title, least, right) {
  const isMean = name === 'bias';
  const values = points.map(each => ({call: each.call, value: each[name], lower: each[name + 'Lower'], upper: each[name + 'Upper'],
    from: isMean ? each.biasLower : each.allowedLower, to: isMean ? each.biasUpper : each.allowedUpper}));
  const all = values.flatMap(each => [each.value, each.from, each.to, ...isMean ? [] : [each.lower, each.upper]]).filter(finite);
  const domain = [Math.min(right - least, ...all), Math.max(right + least, ...all)];
  const y = {type: 'quantitative', scale: {domain, zero: false, clamp: true}, axis: {title, format: '.4~g', tickCount: 6, ...line}};
  return chart(() => ({
    width: room(), height: 200, data: {values},
    encoding: {x: {field: 'call', type: 'quantitative', scale: {nice: false, domainMin: 1}, axis: {title: 'call of the denoiser', grid: false, format: 'd', tickMinStep: 1}}},
    layer: [
      {mark: {type: 'area', color: colour('allowed')}, encoding: {y: {field: 'from', ...y}, y2: {field: 'to'}}},
      {data: {values: [{right}]}, mark: {type: 'rule', color: colour('quiet'), strokeWidth: 1}, encoding: {x: null, y: {field: 'right', ...y}}},
      ...isMean ? [] : [{mark: {type: 'rule', color: colour('class'), opacity: 0.6}, encoding: {y: {field: 'lower', ...y}, y2: {field: 'upper'}}}],
      {mark: {type: 'point', filled: true, size: 18, opacity: 1, color: colour('class')}, encoding: {y: {field: 'value', ...y}}}
    ]
  }), title + ' at each of ' + points.length + ' points');
}

const weightName = w => 'w = ' + short(w);
const colours = names => ({domain: names, range: names.map((_, i) => colour(LINES[i % LINES.length]))});

/** Errors as lines with points, on pale lines of steps of first order. */
function errorChart(curves) {
  const names = curves.map(each => weightName(each.weight));
  const values = curves.flatMap(each => each.laws.map(law => ({w: weightName(each.weight), steps: law.steps, error: law.error, first: law.firstOrder})));
  const errors = values.flatMap(each => [each.error, each.first]).filter(each => each > 0).map(Math.log10);
  const tens = errors.length === 0 ? [] : Array.from({length: Math.ceil(Math.max(...errors)) - Math.floor(Math.min(...errors)) + 1},
    (_, i) => 10 ** (Math.floor(Math.min(...errors)) + i));
  const y = {type: 'quantitative', scale: {type: 'log'}, axis: {title: 'largest error / deviation of the class', values: tens, format: '~g', labelOverlap: true, ...line}};
  const positive = field => [{filter: `datum.${field} > 0`}];
  return chart(() => ({
    width: room(), height: 240, data: {values},
    encoding: {
      x: {field: 'steps', type: 'quantitative', scale: {type: 'log', nice: false},
        axis: {title: 'number of steps', values: [...new Set(values.map(each => each.steps))], format: 'd', grid: false, labelOverlap: true}},
      color: {field: 'w', type: 'nominal', scale: colours(names)}
    },
    layer: [
      {transform: positive('first'), mark: {type: 'line', strokeWidth: 6, opacity: 0.3}, encoding: {y: {field: 'first', ...y}}},
      {transform: positive('error'), mark: {type: 'line', strokeWidth: 1.8}, encoding: {y: {field: 'error', ...y}}},
      {transform: positive('error'), mark: {type: 'point', filled: true, size: 28, opacity: 1}, encoding: {y: {field: 'error', ...y}}}
    ]
  }), 'Largest error against the number of steps. ' + orders(curves));
}

function orders(curves) {
  const known = curves.filter(each => finite(each.order));
  return known.length === 0 ? '' : 'Orders: ' + known.map(each => `${weightName(each.weight)}: ${each.order.toFixed(2)}`
    + (finite(each.firstOrderOrder) ? ` (steps of first order: ${each.firstOrderOrder.toFixed(2)})` : '')).join('; ') + '.';
}

function weightChart(weights) {
  const name = w => 'asked for ' + short(w);
  const names = weights.map(each => name(each.asked));
  const values = weights.flatMap(each => each.calls.map((call, i) => ({asked: name(each.asked), must: each.asked, call: i + 1, weight: call.weight})));
  const x = {field: 'call', type: 'quantitative', scale: {nice: false, domainMin: 1}, axis: {title: 'call of the denoiser', grid: false, format: 'd', tickMinStep: 1}};
  const y = {type: 'quantitative', axis: {title: 'guidance weight w', format: '.4~g', ...line}};
  return chart(() => ({
    width: room(), height: 200, data: {values},
    encoding: {x, color: {field: 'asked', type: 'nominal', scale: colours(names)}},
    layer: [
      {mark: {type: 'line', strokeDash: [4, 3], strokeWidth: 1}, encoding: {y: {field: 'must', ...y}}},
      {transform: [{filter: 'isValid(datum.weight)'}], mark: {type: 'point', filled: true, size: 18, opacity: 1}, encoding: {y: {field: 'weight', ...y}}}
    ]
  }), 'Guidance weight of each call: ' + names.join(', '));
}

/** Effective weights of a guider, noisiest first as in a run. */
function effectiveChart(curves) {
  const name = curve => 'scale ' + short(curve.scale);
  const names = curves.map(name);
  const values = curves.flatMap(curve => curve.levels.map(level => ({...level, name: name(curve), must: curve.asked})));
  const sorted = values.flatMap(each => [each.low, each.high]).filter(finite).sort((a, b) => a - b);
  const asked = curves.map(each => each.asked);
  // A few levels at which the weight explodes would hide all others.
  const reach = 3 * Math.max(1, ...asked.map(Math.abs), Math.abs(sorted[Math.floor(sorted.length / 2)] || 0));
  const domain = [Math.max(-reach, Math.min(0, ...sorted)), Math.min(reach, Math.max(1, ...asked, ...sorted))];
  const sigmas = values.map(each => each.sigma);
  const tens = Array.from({length: Math.max(0, Math.floor(Math.log10(Math.max(...sigmas))) - Math.ceil(Math.log10(Math.min(...sigmas))) + 1)},
    (_, i) => 10 ** (Math.ceil(Math.log10(Math.min(...sigmas))) + i));
  const x = {field: 'sigma', type: 'quantitative', scale: {type: 'log', nice: false, reverse: true}, axis: {title: 'noise level σ, as a run goes', values: tens, format: '~g', grid: false, labelOverlap: true}};
  const y = {type: 'quantitative', scale: {domain, clamp: true}, axis: {title: 'effective weight', format: '.4~g', ...line}};
  return chart(() => ({
    width: room(), height: 220, data: {values},
    encoding: {x, color: {field: 'name', type: 'nominal', scale: colours(names)}},
    layer: [
      {mark: {type: 'area', opacity: 0.25}, encoding: {y: {field: 'low', ...y}, y2: {field: 'high'}}},
      {mark: {type: 'line', strokeDash: [4, 3], strokeWidth: 1}, encoding: {y: {field: 'must', ...y}}},
      {mark: {type: 'line', strokeWidth: 1.8}, encoding: {y: {field: 'median', ...y}}}
    ]
  }), 'Effective weight against the noise level: ' + names.join(', '));
}

function noiseChart(checks) {
  const values = checks.filter(each => finite(each.value)).map(each => {
    const size = Math.max(Math.abs(each.allowedLower), Math.abs(each.allowedUpper)) || 1;
    return {quantity: each.quantity.replace(/^correlation of /, 'correlation of|'), value: each.value / size, lower: each.lower / size, upper: each.upper / size,
      text: `${each.quantity}: ${short(each.value)}`};
  });
  const most = Math.min(20, Math.max(1.5, ...values.flatMap(each => [Math.abs(each.lower), Math.abs(each.upper)]).filter(finite)));
  const x = {type: 'quantitative', scale: {domain: [-most, most], clamp: true, nice: false}, axis: {title: 'number / size that counts', grid: false, format: '.3~g', tickCount: 5}};
  return chart(() => ({
    width: Math.max(150, room() - 130), height: {step: 36}, data: {values},
    encoding: {y: {field: 'quantity', type: 'nominal', sort: null, axis: {title: null, labelExpr: "split(datum.label, '|')", labelLimit: 170, domain: false, ticks: false}}},
    layer: [
      {data: {values: [{a: -1, b: 1}]}, mark: {type: 'rect', color: colour('allowed')}, encoding: {x: {field: 'a', ...x}, x2: {field: 'b'}, y: null}},
      {mark: {type: 'rule', color: colour('class'), strokeWidth: 3, strokeCap: 'round'}, encoding: {x: {field: 'lower', ...x}, x2: {field: 'upper'}}},
      {mark: {type: 'point', filled: true, size: 40, opacity: 1, color: colour('class')}, encoding: {x: {field: 'value', ...x}}}
    ]
  }), values.map(each => each.text).join('; '));
}
