'use strict';

/* What an audit found of a trained model: errors by level, errors in the plane, and shares of the mean reciprocal. Needs report.js
   and sampler.js when called. */

const MOST_ARROW = 1;

function auditBody({errors, limit, fields, shares}) {
  const node = el('div', {className: 'body'});
  const figure = (drawing, title, text) => el('figure', {}, drawing, el('figcaption', {}, el('b', {}, title + ' '), text));
  const drawn = [];
  if (errors.length > 0) {
    drawn.push(figure(levelErrorChart(errors, limit), 'Error of the scores against the noise level,',
      'mean square relative to that of the score itself, cut at 1. Bars: where the true means lie. Dashes: the largest error that is allowed.'));
  }
  if (shares.length > 0) {
    drawn.push(figure(shareChart(shares), 'Shares of the error of the mean reciprocal,',
      'of min(1/p(c|Y), 10 M_0). The model\'s: runs with the model less runs with the exact score. The sampler\'s: its steps less many more of them. Statistical: what the draws leave open.'));
  }
  for (const each of fields) {
    drawn.push(figure(fieldChart(each), `Error of the noise predicted ${each.of}, σ = ${short(Number(each.sigma.toPrecision(3)))},`,
      `as arrows in the plane, on the points where draws lie. The longest is ${short(Number(longest(each.arrows).toPrecision(2)))}; noise has a size of about 1.`));
  }
  node.append(el('div', {className: 'figures'}, ...drawn));
  return node;
}

const powers = (least, most) => Array.from({length: Math.max(1, Math.ceil(Math.log10(most)) - Math.floor(Math.log10(least)) + 1)},
  (_, i) => 10 ** (Math.floor(Math.log10(least)) + i));

/** Errors by level on two logarithmic axes, with bounds. */
function levelErrorChart(errors, limit) {
  const names = [...new Set(errors.map(each => each.of))];
  const upper = errors.map(each => each.upper).filter(each => each > 0);
  // Errors that cannot be told from 0 stand at the lower edge.
  const floor = Math.min(limit || 1, ...upper) / 100;
  const values = errors.map(each => ({...each, shown: Math.max(floor, each.error), from: Math.max(floor, each.lower), to: Math.max(floor, each.upper),
    text: `σ ${short(Number(each.sigma.toPrecision(3)))}: ${short(Number(each.error.toPrecision(3)))}`}));
  const sigmas = errors.map(each => each.sigma);
  const x = {field: 'sigma', type: 'quantitative', scale: {type: 'log', nice: false},
    axis: {title: 'noise level σ', values: powers(Math.min(...sigmas), Math.max(...sigmas)), format: '~g', grid: false, labelOverlap: true}};
  const y = {type: 'quantitative', scale: {type: 'log', domain: [floor, 1.5], clamp: true}, axis: {title: 'error of the score, relative', values: powers(floor, 1), format: '~g', labelOverlap: true, ...line}};
  return chart(() => ({
    width: room(), height: 240, data: {values},
    encoding: {x, color: {field: 'of', type: 'nominal', scale: colours(names)}},
    layer: [
      ...limit ? [{data: {values: [{limit}]}, mark: {type: 'rule', strokeDash: [4, 3], color: colour('quiet')}, encoding: {x: null, color: null, y: {field: 'limit', ...y}}}] : [],
      {mark: {type: 'rule', opacity: 0.6, strokeWidth: 2}, encoding: {y: {field: 'from', ...y}, y2: {field: 'to'}}},
      {mark: {type: 'line', strokeWidth: 1.2}, encoding: {y: {field: 'shown', ...y}}},
      {mark: {type: 'point', filled: true, size: 28, opacity: 1}, encoding: {y: {field: 'shown', ...y}}}
    ]
  }), 'Error of the scores by noise level: ' + values.map(each => each.of + ', ' + each.text).join('; '));
}

const longest = arrows => Math.max(...arrows.map(each => Math.hypot(each[2], each[3])));

/** Arrows in the plane; the longest is as long as the distance of two points. */
function fieldChart({arrows, of, sigma}) {
  const xs = arrows.map(each => each[0]);
  const ys = arrows.map(each => each[1]);
  const cell = (Math.max(...xs) - Math.min(...xs)) / Math.max(1, Math.sqrt(arrows.length) - 1);
  const scale = MOST_ARROW * cell / (longest(arrows) || 1);
  const values = arrows.map(([x, y, dx, dy]) => ({x, y, x2: x + scale * dx, y2: y + scale * dy}));
  const axis = (field, title) => ({field, type: 'quantitative', scale: {zero: false, nice: false}, axis: {title, grid: false, tickCount: 5, format: '~g'}});
  return chart(() => ({
    width: Math.min(300, room()), height: Math.min(300, room()), data: {values},
    layer: [
      {mark: {type: 'rule', strokeWidth: 1.2, color: colour('class')}, encoding: {x: axis('x', 'first coordinate'), y: axis('y', 'second coordinate'), x2: {field: 'x2'}, y2: {field: 'y2'}}},
      {mark: {type: 'point', filled: true, size: 8, opacity: 1, color: colour('class')}, encoding: {x: axis('x', 'first coordinate'), y: axis('y', 'second coordinate')}}
    ]
  }), `Error of the noise predicted ${of} at σ = ${short(sigma)}, at most ${short(longest(arrows))}`);
}

function shareChart(shares) {
  const values = shares.map(each => ({...each, text: `${each.name}: ${short(Number(each.value.toPrecision(3)))}`}));
  const x = {type: 'quantitative', axis: {title: 'change of the mean of min(1/p, 10 M_0)', grid: false, format: '.3~g', tickCount: 5, ...line}};
  return chart(() => ({
    width: Math.max(150, room() - 100), height: {step: 40}, data: {values},
    encoding: {y: {field: 'name', type: 'nominal', sort: null, axis: {title: null, domain: false, ticks: false}}},
    layer: [
      {data: {values: [{zero: 0}]}, mark: {type: 'rule', color: colour('quiet')}, encoding: {x: {field: 'zero', ...x}, y: null}},
      {mark: {type: 'rule', color: colour('class'), strokeWidth: 3, strokeCap: 'round'}, encoding: {x: {field: 'lower', ...x}, x2: {field: 'upper'}}},
      {mark: {type: 'point', filled: true, size: 40, opacity: 1, color: colour('class')}, encoding: {x: {field: 'value', ...x}}}
    ]
  }), 'Shares of the error of the mean reciprocal: ' + values.map(each => each.text).join('; '));
}
