// Draws what <Chart> says: draw / dispose. Axis and bars are apexcharts; pointing, keyboard and tooltip are ours, text only.
import ApexCharts from '../lib/apexcharts/apexcharts.esm.js';

const charts = new Map();
const height = 260;
const lines = ['Before', 'Plan', 'Forecast'];

// apexcharts writes names, labels and categories with innerHTML: no string may carry markup.
export const clean = value => typeof value === 'string' ? value.replaceAll('<', '\u2039').replaceAll('>', '\u203a')
  : Array.isArray(value) ? value.map(clean)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, clean(part)]))
  : value;

export async function draw(canvas, points, json, dotNet) {
  const spec = clean(JSON.parse(json));
  const old = charts.get(canvas);
  old?.chart.destroy();
  const state = old ?? { watch: watchTheme(() => redraw(canvas)) };
  Object.assign(state, { points, json, dotNet, spec, active: Math.min(old?.active ?? 0, Math.max(0, spec.categories.length - 1)) });
  charts.set(canvas, state);
  state.chart = new ApexCharts(canvas, options(canvas, spec, state));
  await state.chart.render();
}

export function dispose(canvas) {
  const state = charts.get(canvas);
  if (!state) return;
  charts.delete(canvas);
  state.watch();
  state.chart?.destroy();
  state.points.replaceChildren();
}

const redraw = canvas => {
  const state = charts.get(canvas);
  if (state) draw(canvas, state.points, state.json, state.dotNet);
};

function watchTheme(changed) {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  media.addEventListener('change', changed);
  return () => { observer.disconnect(); media.removeEventListener('change', changed); };
}

function options(canvas, spec, state) {
  const paint = { text: colourOf(canvas, '--muted'), line: colourOf(canvas, '--border'), ground: colourOf(canvas, '--surface') };
  const axis = new Intl.NumberFormat(spec.locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const colours = spec.series.map(s => s.look === 'Before' ? mix(s.colour, paint.ground, 0.4) : s.colour);
  const kinds = spec.series.map(s => spec.kind === 'Line' || lines.includes(s.look) ? 'line' : 'bar');
  const font = getComputedStyle(canvas).fontFamily;
  const label = { colors: paint.text, fontSize: '11px', fontFamily: font };
  const note = { background: 'transparent', color: paint.text, fontSize: '11px', fontFamily: font };
  return {
    chart: {
      type: kinds.every(k => k === 'line') ? 'line' : 'bar', height, stacked: spec.kind === 'Stacked', fontFamily: font, background: 'transparent',
      animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false }, redrawOnParentResize: true,
      parentHeightOffset: 0, events: { mounted: chart => finish(canvas, chart, spec, state, colours), updated: chart => finish(canvas, chart, spec, state, colours) },
    },
    series: spec.series.map((s, i) => ({ name: s.name, type: spec.kind === 'Stacked' ? undefined : kinds[i], data: s.values })),
    colors: colours,
    stroke: { width: kinds.map(k => k === 'line' ? 2 : 0), curve: 'straight', dashArray: spec.series.map(s => s.look === 'Forecast' ? 5 : 0) },
    fill: { opacity: 1, type: 'solid' },
    markers: { size: 0 },
    plotOptions: { bar: { columnWidth: spec.categories.length > 45 ? '86%' : '64%', borderRadius: 0 } },
    dataLabels: { enabled: false },
    legend: { show: false },
    tooltip: { enabled: false },
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    grid: { borderColor: paint.line, strokeDashArray: 0, xaxis: { lines: { show: false } }, padding: { left: 4, right: 4, top: -12, bottom: -4 } },
    xaxis: {
      categories: spec.categories, tickPlacement: 'between', tickAmount: undefined, axisTicks: { show: false }, axisBorder: { color: paint.line },
      labels: { style: label, rotate: 0, hideOverlappingLabels: false, trim: false }, crosshairs: { show: false }, tooltip: { enabled: false },
    },
    yaxis: { min: lowest(spec), labels: { style: label, formatter: v => v == null ? '' : (v < 0 ? '\u2212' : '') + spec.unit + axis.format(Math.abs(v)) } },
    annotations: {
      xaxis: spec.gaps.map(gap => ({
        x: spec.categories[gap.at], borderColor: paint.text, strokeDashArray: 3,
        label: { text: gap.text, orientation: 'vertical', offsetX: -2, borderWidth: 0, style: note },
      })),
      points: spec.peak ? [peak(spec, canvas, note)] : [],
    },
    theme: { mode: isDark(canvas) ? 'dark' : 'light' },
  };
}

// Beside the top of its bar, towards the middle: above it there is no room.
function peak({ peak: { category, value, text }, categories }, canvas, style) {
  const before = category < categories.length / 2;
  const aside = canvas.clientWidth / categories.length / 2 + 2;
  return {
    x: categories[category], y: value, marker: { size: 0, strokeWidth: 0, fillColor: 'transparent', strokeColor: 'transparent' },
    label: { text, textAnchor: before ? 'start' : 'end', offsetX: before ? aside : -aside, offsetY: 14, borderWidth: 0, style },
  };
}

// Bars start at 0; credits may reach below.
const lowest = spec => spec.series.some(s => s.values.some(v => v < 0)) ? undefined : 0;

// After each rendering: hatch the running category, thin out the axis, lay the points over the plot.
function finish(canvas, chart, spec, state, colours) {
  const svg = canvas.querySelector('svg');
  if (!svg || charts.get(canvas) !== state) return;
  if (spec.running != null) {
    for (const bar of svg.querySelectorAll(`.apexcharts-bar-area[j="${spec.running}"]`)) {
      const series = Number(bar.getAttribute('index') ?? bar.closest('[data\\:realIndex]')?.getAttribute('data:realIndex') ?? 0);
      bar.setAttribute('fill', `url(#${hatch(svg, colours[series] ?? colours[0])})`);
    }
  }
  thin(svg, chart.w.globals.gridWidth);
  lay(canvas, chart, spec, state);
}

function thin(svg, width) {
  const labels = [...svg.querySelectorAll('.apexcharts-xaxis-label')];
  const room = width / Math.max(1, labels.length);
  const widest = Math.max(0, ...labels.map(l => l.getBBox().width)) + 12;
  const step = Math.max(1, Math.ceil(widest / room));
  labels.forEach((l, i) => { if (i % step) l.style.visibility = 'hidden'; });
}

function hatch(svg, colour) {
  const id = 'hatch-' + colour.replace(/\W/g, '') + '-' + (svg.id || 'c');
  if (!svg.querySelector('#' + CSS.escape(id))) {
    const ns = 'http://www.w3.org/2000/svg';
    const pattern = document.createElementNS(ns, 'pattern');
    Object.entries({ id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }).forEach(([k, v]) => pattern.setAttribute(k, v));
    const stripe = document.createElementNS(ns, 'rect');
    Object.entries({ width: 2.5, height: 5, fill: colour }).forEach(([k, v]) => stripe.setAttribute(k, v));
    pattern.append(stripe);
    svg.querySelector('defs').append(pattern);
  }
  return id;
}

// One button a category over the plot: hover and focus show the same words, arrows move, Enter or a click drills.
function lay(canvas, chart, spec, state) {
  const { translateX, translateY, gridWidth, gridHeight } = chart.w.globals;
  const hadFocus = state.points.contains(document.activeElement);
  const count = spec.categories.length;
  const tip = document.createElement('div');
  tip.className = 'chart-tip';
  tip.hidden = true;
  const buttons = spec.categories.map((_, at) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'chart-point';
    button.tabIndex = at === state.active ? 0 : -1;
    button.setAttribute('aria-label', [spec.longCategories[at], ...spec.series.map(s => `${s.name}: ${s.texts[at]}`)].join(', '));
    Object.assign(button.style, { left: translateX + gridWidth / count * at + 'px', top: translateY + 'px', width: gridWidth / count + 'px', height: gridHeight + 'px' });
    const show = () => fill(tip, spec, at, button, state.points);
    button.addEventListener('pointerenter', show);
    button.addEventListener('focus', show);
    button.addEventListener('pointerleave', () => { tip.hidden = true; });
    button.addEventListener('blur', () => { tip.hidden = true; });
    button.addEventListener('click', event => {
      if (!spec.drills) return;
      const bar = event.detail ? document.elementsFromPoint(event.clientX, event.clientY).find(e => e.classList.contains('apexcharts-bar-area')) : null;
      state.dotNet?.invokeMethodAsync('OnPointClick', bar?.getAttribute('index') ? Number(bar.getAttribute('index')) : null, at);
    });
    return button;
  });
  const go = to => { buttons[state.active].tabIndex = -1; state.active = to; buttons[to].tabIndex = 0; buttons[to].focus(); };
  state.points.onkeydown = event => {
    const to = { ArrowRight: state.active + 1, ArrowLeft: state.active - 1, Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Escape') tip.hidden = true;
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < count) go(to);
  };
  state.points.classList.toggle('drills', spec.drills);
  state.points.replaceChildren(...buttons, tip);
  if (hadFocus) buttons[state.active]?.focus();
}

function fill(tip, spec, at, button, frame) {
  const row = (series, text) => {
    const line = document.createElement('div');
    const swatch = document.createElement('span');
    swatch.className = 'swatch' + (lines.includes(series.look) ? ' ' + series.look.toLowerCase() : '');
    swatch.style.setProperty('--colour', series.colour);
    const name = document.createElement('span');
    name.textContent = series.name;
    const value = document.createElement('b');
    value.textContent = text;
    line.append(swatch, name, value);
    return line;
  };
  const head = document.createElement('strong');
  head.textContent = spec.longCategories[at];
  tip.replaceChildren(head, ...spec.series.filter(s => s.values[at] !== 0 || spec.series.length < 4).map(s => row(s, s.texts[at])));
  tip.hidden = false;
  const middle = button.offsetLeft + button.offsetWidth / 2;
  const left = middle > frame.clientWidth / 2 ? middle - tip.offsetWidth - button.offsetWidth / 2 - 8 : middle + button.offsetWidth / 2 + 8;
  tip.style.left = Math.max(0, Math.min(left, frame.clientWidth - tip.offsetWidth)) + 'px';
}

const isDark = element => luminance(colourOf(element, '--surface')) < 0.2;

// light-dark() only resolves on a real property.
function colourOf(element, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return '#' + rgb(colour).map(n => Math.round(n).toString(16).padStart(2, '0')).join('');
}

const rgb = colour => colour.startsWith('#')
  ? [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16))
  : (colour.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(Number);

const luminance = colour => { const [r, g, b] = rgb(colour); return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; };

const mix = (over, under, share) => '#' + rgb(over).map((v, i) => Math.round(v * (1 - share) + rgb(under)[i] * share).toString(16).padStart(2, '0')).join('');
