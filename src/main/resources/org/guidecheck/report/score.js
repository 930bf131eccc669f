'use strict';

const results = JSON.parse(document.getElementById('results').textContent);
const COLOURS = ['class', 'rest', 'guided', 'undecided', 'refuted', 'unguided', 'text', 'link'];
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
const PLAIN = 'law';
const MOST_WIDTH = 640;
const MARGIN = 110;
const HEIGHT = 320;
const FLOOR = 1e-12;

const lineName = each => each.levels === PLAIN ? each.sampler : each.sampler + ', ' + each.levels;
const placeOf = each => each.law + '\n' + each.weight;
const group = (all, key) => {
  const groups = new Map();
  for (const each of all) {
    if (!groups.has(key(each))) groups.set(key(each), []);
    groups.get(key(each)).push(each);
  }
  return groups;
};

/** Error against calls, both on scales of logarithms: bounds as bars, a line for each sampler. */
function errors(rows, front) {
  const points = rows.map(row => ({row, error: row.measures[0]})).filter(each => finite(each.error.value) && each.error.value > 0)
    .map(({row, error}) => ({calls: row.calls, line: lineName(row), value: error.value, best: front.has(lineName(row) + row.calls),
      lower: Math.max(error.lower || 0, error.value / 100, FLOOR), upper: Math.min(finite(error.upper) ? error.upper : Infinity, error.value * 100)}));
  if (points.length === 0) return el('p', {className: 'quiet'}, 'No error is finite.');
  const names = [...new Set(points.map(each => each.line))];
  const ticks = [...new Set(points.map(each => each.calls))];
  const name = rows[0].measures[0].name;
  return chart(() => {
    const width = Math.max(200, Math.min(MOST_WIDTH, document.documentElement.clientWidth - MARGIN));
    const color = {field: 'line', type: 'nominal', scale: {domain: names, range: names.map((each, i) => colour(COLOURS[i % COLOURS.length]))}, legend: {columns: width < 400 ? 2 : 4}};
    const shape = {field: 'line', type: 'nominal', scale: {domain: names, range: names.map((each, i) => SHAPES[i % SHAPES.length])}};
    const y = {type: 'quantitative', scale: {type: 'log', nice: false, padding: 10}};
    return {
      width, height: HEIGHT, data: {values: points},
      encoding: {x: {field: 'calls', type: 'quantitative', scale: {type: 'log', base: 2, nice: false, padding: 12}, axis: {title: 'denoiser calls', grid: false,
        ...ticks.length <= 10 ? {values: ticks} : {}, format: 'd', labelOverlap: true}}},
      layer: [
        {mark: {type: 'line', strokeWidth: 1.5}, encoding: {y: {...y, field: 'value', axis: {title: 'error, ' + name, format: '.0e', tickCount: 6, gridOpacity: 0.4}}, color}},
        {mark: {type: 'rule', strokeWidth: 2, opacity: 0.6}, encoding: {y: {...y, field: 'lower'}, y2: {field: 'upper'}, color}},
        {mark: {type: 'point', filled: true, opacity: 1, size: 55}, encoding: {y: {...y, field: 'value'}, color, shape}},
        {data: {values: [{limit: results.error}]}, mark: {type: 'rule', strokeDash: [4, 3], clip: true},
          encoding: {x: null, y: {...y, field: 'limit'}, color: {value: colour('quiet')}}}
      ]
    };
  }, 'Error of each sampler against its denoiser calls');
}

function table(curves) {
  const head = el('tr', {}, ...['sampler', 'exact law', 'fewest calls', 'order', 'slopes'].map(text => el('th', {scope: 'col'}, text)));
  return el('div', {className: 'scrolls'}, el('table', {className: 'scores'}, el('thead', {}, head), el('tbody', {}, ...curves.map(curve => el('tr', {},
    el('td', {}, lineName(curve)), el('td', {}, curve.exactLaw), el('td', {}, curve.fewest),
    el('td', {}, curve.order ? curve.order.slope.toFixed(2) : ''),
    el('td', {}, curve.order ? curve.order.lower.toFixed(2) + ' to ' + curve.order.upper.toFixed(2) : ''))))));
}

const numbers = rows => {
  const head = el('tr', {}, ...['sampler', 'calls', 'steps', 'measure', 'value', 'at least', 'at most', 'by'].map(text => el('th', {scope: 'col'}, text)));
  return el('div', {className: 'scrolls'}, el('table', {className: 'steps'}, el('thead', {}, head), el('tbody', {}, ...rows.flatMap(row => row.measures.map(each => el('tr', {},
    el('td', {}, lineName(row)), el('td', {}, row.calls), el('td', {}, row.steps), el('td', {}, each.name),
    ...[each.value, each.lower, each.upper].map(x => el('td', {className: 'number'}, finite(x) ? short(x) : '∞')), el('td', {}, each.method)))))));
};

function show() {
  document.getElementById('headline').textContent = 'Error against denoiser calls; the dashed line and the fewest calls are for an error of '
    + short(results.error) + '.';
  const curves = group(results.curves, placeOf);
  const fronts = new Map(results.fronts.map(each => [placeOf(each), new Set(each.rows.map(row => lineName(row) + row.calls))]));
  const main = document.getElementById('laws');
  for (const [place, rows] of group(results.rows, placeOf)) {
    const best = results.fronts.find(each => placeOf(each) === place).rows;
    const more = el('details', {className: 'intervals'}, el('summary', {}, 'All numbers'));
    more.addEventListener('toggle', () => { if (more.open && more.childElementCount === 1) more.append(numbers(rows)); });
    const figure = el('figure', {});
    main.append(el('section', {}, el('h2', {}, rows[0].law + ', w = ' + rows[0].weight), figure, table(curves.get(place)),
      el('p', {className: 'quiet'}, 'Pareto front: ' + best.map(row => `${row.calls} calls: ${lineName(row)}`).join('; ') + '.'), more));
    figure.append(errors(rows, fronts.get(place)));
  }
  if (results.skipped.length > 0) {
    const reasons = group(results.skipped, each => each.why);
    main.append(el('section', {}, el('h2', {}, 'No result'), el('ul', {}, ...[...reasons].map(([why, all]) =>
      el('li', {}, [...new Set(all.map(lineName))].join(', ') + ': ' + why)))));
  }
}

show();
