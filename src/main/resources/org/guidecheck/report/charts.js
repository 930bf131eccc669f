'use strict';

/* Elements and charts of all pages. */

/** An element with properties, attributes where the name has a dash or is not a property, and children. */
function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in node) node[key] = value; else node.setAttribute(key, value);
  }
  node.append(...children.filter(child => child !== null));
  return node;
}

function short(x) {
  if (typeof x !== 'number') return String(x).replace('Infinity', '∞');
  if (x === 0 || Number.isInteger(x) && Math.abs(x) < 1e6) return String(x);
  return Math.abs(x) >= 1e5 || Math.abs(x) < 1e-3 ? x.toExponential(2) : String(Number(x.toPrecision(5)));
}

const finite = x => typeof x === 'number' && Number.isFinite(x);

const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

function config() {
  const text = colour('text'), quiet = colour('quiet'), line = colour('line');
  return {
    background: 'transparent', font: 'system-ui, sans-serif', view: {stroke: null},
    axis: {labelColor: quiet, titleColor: text, domainColor: quiet, tickColor: quiet, gridColor: line, labelFontSize: 11,
      titleFontSize: 12, titleFontWeight: 'normal'},
    legend: {labelColor: text, titleColor: text, labelFontSize: 11, orient: 'bottom', direction: 'horizontal', columns: 2, symbolLimit: 0, symbolOpacity: 1,
      title: null, labelLimit: 260}
  };
}

const drawn = [];

/** Draws a chart, and again when the colours change; spec is a function, so that it reads the new colours. */
function chart(spec, description) {
  const node = el('div', {className: 'chart', role: 'img', 'aria-label': description});
  const draw = () => {
    const made = spec();
    const vegaSpec = made.$schema === 'vega' ? Object.assign(made, {config: config(), $schema: undefined})
      : vegaLite.compile(made, {config: config()}).spec;
    // Screen readers get the description instead of the marks.
    new vega.View(vega.parse(vegaSpec), {renderer: 'svg', container: node, hover: false}).run();
    node.querySelector('svg').setAttribute('aria-hidden', 'true');
  };
  drawn.push(draw);
  draw();
  return node;
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.forEach(draw => draw()));
