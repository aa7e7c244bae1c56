// A bar chart over time, of what a count lists and of what a search finds. Each bar that has something is a button, which
// the arrows reach from the one before; a table for screen readers tells the same.

const SVG = 'http://www.w3.org/2000/svg';
const NAMED = 8; // bars that have a name under them, at most
const EVERY = { day: [1, 2, 5, 7], month: [1, 3, 6, 12], year: [1, 2, 5, 10], years: [1, 2, 5, 10, 20] };
const COUNTED = 12; // more bars do not each have their number over them
const FLOOR = 74; // per cent of the height, where the bars stand
const TALLEST = 60;

function svg(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text != null) node.textContent = text;
  return node;
}

const stepOf = (label) => ({ 10: 'day', 7: 'month', 4: 'year' })[label.length] || 'years';

// What a day, month, year or several are called: "2025-11" is Nov 2025.
function timeName(label) {
  if (stepOf(label) === 'day') return niceDate(label);
  if (stepOf(label) !== 'month') return label;
  return niceDate(`${label}-01`).replace(/^\d+\s/, '');
}

// Two lines under a bar: what changes from bar to bar, and under it what they share.
function shortName(label) {
  const [day, ...rest] = timeName(label).split(' ');
  return stepOf(label) === 'day' ? [day, rest.join(' ')] : [day, rest.join('')];
}

// `times`: [{ label, count, chosen }] without a gap; `noun` is what is counted; `choose` is called with a bar and its time.
function barsOf(times, noun, choose) {
  const most = Math.max(1, ...times.map(({ count }) => count));
  const chart = svg('svg', { class: 'bars', role: 'group', 'aria-label': `By ${stepOf(times[0].label)}: choose what to list` });
  chart.style.setProperty('--bars', times.length);
  chart.append(svg('line', { class: 'bars-floor', x1: 0, x2: '100%', y1: `${FLOOR}%`, y2: `${FLOOR}%` }));
  chart.append(...times.map((time, at) => barOf(time, at, times.length, { most, noun, choose })), ...namesUnder(times));
  one('.bar', chart)?.setAttribute('tabindex', 0);
  chart.addEventListener('keydown', moveBetween);
  const figure = make('figure', 'bars-figure');
  const scroll = figure.appendChild(make('div', 'bars-scroll'));
  scroll.append(chart);
  figure.append(tableOf(times, noun));
  return figure;
}

function barOf(time, at, bars, { most, noun, choose }) {
  const { label, count, chosen = false } = time;
  if (!count && !chosen) return svg('g', {});
  const name = `${timeName(label)}: ${countName(count, noun)}`;
  const bar = svg('g', { class: 'bar', role: 'button', tabindex: -1, 'aria-label': name, 'aria-pressed': chosen });
  bar.dataset.choice = label;
  const [width, left] = [100 / bars, (100 * at) / bars];
  const height = Math.max(2, (TALLEST * count) / most);
  bar.append(svg('title', {}, name));
  bar.append(svg('rect', { class: 'bar-field', x: `${left}%`, y: 0, width: `${width}%`, height: '100%', rx: 4 }));
  const fill = { x: `${left + width * 0.12}%`, y: `${FLOOR - height}%`, width: `${width * 0.76}%`, height: `${height}%` };
  bar.append(svg('rect', { class: 'bar-fill', ...fill }));
  if (bars <= COUNTED || count === most) {
    const over = { class: 'bar-count', x: `${left + width / 2}%`, y: `${FLOOR - height}%`, dy: '-0.3em' };
    bar.append(svg('text', over, count.toLocaleString('en')));
  }
  bar.addEventListener('click', () => choose(bar, time));
  return bar;
}

function namesUnder(times) {
  const step = stepOf(times[0].label);
  const every = EVERY[step].find((each) => times.length / each <= NAMED) || 50;
  const names = [];
  let before = null;
  times.forEach(({ label }, at) => {
    const place = { month: Number(label.slice(5, 7)) - 1, year: Number(label) }[step] ?? at;
    if (place % every) return;
    const [short, shared] = shortName(label);
    const middle = (100 * (at + 0.5)) / times.length;
    const anchor = middle < 6 ? 'start' : middle > 94 ? 'end' : 'middle';
    const x = { start: '0', end: '100%', middle: `${middle}%` }[anchor];
    names.push(svg('text', { class: 'bar-name', 'text-anchor': anchor, x, y: '87%' }, short));
    if (shared && shared !== before) names.push(svg('text', { class: 'bar-name', 'text-anchor': anchor, x, y: '99%' }, shared));
    before = shared;
  });
  for (const name of names) name.setAttribute('aria-hidden', 'true');
  return names;
}

// One bar is reached by Tab; from it, the arrows go to the others.
function moveBetween(event) {
  const bars = all('.bar', event.currentTarget);
  const at = bars.indexOf(event.target.closest('.bar'));
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') event.target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: bars.length - 1 }[event.key];
  if (to === undefined && event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  event.stopPropagation(); // the arrows also go through the articles of the panel
  if (to === undefined || !bars[to]) return;
  bars[at].setAttribute('tabindex', -1);
  bars[to].setAttribute('tabindex', 0);
  bars[to].focus();
}

function tableOf(times, noun) {
  const hidden = make('div', 'unseen');
  const table = hidden.appendChild(make('table'));
  table.append(make('caption', '', `${noun[0].toUpperCase()}${noun.slice(1)}s by ${stepOf(times[0].label)}`));
  const body = table.appendChild(make('tbody'));
  for (const { label, count } of times) {
    const row = body.appendChild(make('tr'));
    const head = row.appendChild(make('th', '', timeName(label)));
    head.scope = 'row';
    row.append(make('td', '', count.toLocaleString('en')));
  }
  return hidden;
}
