// The second part of the search's script: marked excerpts, and the counts by month and by source, which narrow it.

const EXCERPT = 260; // characters of a sentence
const BEFORE = 80; // of them before the first place
const MONTHS = 36; // more are counted by year
const SOURCES = 8; // the others are shown on demand

// A text with what was searched for marked; `from` is where it begins in that of the spans. Offsets are code points.
function marked(text, from, spans) {
  const points = Array.from(text);
  const part = document.createDocumentFragment();
  let at = 0;
  for (const { start, end } of spans) {
    part.append(points.slice(at, start - from).join(''), make('mark', '', points.slice(start - from, end - from).join('')));
    at = end - from;
  }
  part.append(points.slice(at).join(''));
  return part;
}

// A long sentence is cut around its first place.
function excerpt({ start, text }, spans) {
  const points = Array.from(text);
  if (points.length <= EXCERPT) return marked(text, start, spans);
  const first = spans.length ? spans[0].start - start : 0;
  const from = Math.max(0, Math.min(first - BEFORE, points.length - EXCERPT));
  const to = Math.min(points.length, from + EXCERPT);
  const inside = spans.filter((span) => span.start >= start + from && span.end <= start + to);
  const part = document.createDocumentFragment();
  const cut = marked(points.slice(from, to).join(''), start + from, inside);
  part.append(from ? '…' : '', cut, to < points.length ? '…' : '');
  return part;
}

// ---- counts --------------------------------------------------------------------------------------------------------

function drawGroups({ sources, months }) {
  const { since, until } = page.filters;
  const dated = periods(months.filter(({ label }) => label)).map((each) => ({ ...each, chosen: each.since === since && each.until === until }));
  const choose = (bar, time) => page.setFilters(time.chosen ? { since: null, until: null } : { since: time.since, until: time.until });
  one('.search-months').replaceChildren(...(dated.length > 1 || (dated.length && since) ? [barsOf(dated, 'article', choose)] : []));
  const named = sources.filter(({ label }) => label);
  const shown = one('.search-sources').dataset.all ? named : named.slice(0, SOURCES);
  const rows = named.length > 1 || page.filters.sources.length ? shown.map(sourceOf) : [];
  if (rows.length && named.length > shown.length) rows.push(allSources(named.length - shown.length));
  one('.search-sources').replaceChildren(...rows);
  one('.search-groups').hidden = !one('.search-months').children.length && !rows.length;
}

// Months, or years where they are many; those between the first and the last that have none, too.
function periods(months) {
  if (!months.length) return [];
  const counts = new Map(months.map(({ label, articles }) => [label, articles]));
  const [first, last] = [months[0].label, months[months.length - 1].label];
  const number = (label) => Number(label.slice(0, 4)) * 12 + Number(label.slice(5, 7)) - 1;
  if (number(last) - number(first) >= MONTHS) {
    const years = new Map();
    for (const { label, articles } of months) years.set(label.slice(0, 4), (years.get(label.slice(0, 4)) || 0) + articles);
    return [...years].map(([label, count]) => ({ label, count, since: `${label}-01-01`, until: `${label}-12-31` }));
  }
  const all = [];
  for (let at = number(first); at <= number(last); at += 1) {
    const label = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
    const days = new Date(Date.UTC(Number(label.slice(0, 4)), (at % 12) + 1, 0)).getUTCDate();
    all.push({ label, count: counts.get(label) || 0, since: `${label}-01`, until: `${label}-${days}` });
  }
  return all;
}

function sourceOf({ label, articles }) {
  const item = make('li');
  const chosen = page.filters.sources.includes(label);
  const others = page.filters.sources.filter((other) => other !== label);
  const button = makeButton('search-source', null, () => page.setFilters({ sources: chosen ? others : [...others, label] }));
  button.setAttribute('aria-pressed', String(chosen));
  button.append(make('bdi', '', label), make('b', '', articles.toLocaleString('en')));
  item.append(button);
  return item;
}

function allSources(more) {
  const item = make('li');
  item.append(
    makeButton('search-source', `${more.toLocaleString('en')} more…`, () => {
      one('.search-sources').dataset.all = 'true';
      search();
    }),
  );
  return item;
}

// ---- a link to a search --------------------------------------------------------------------------------------------

const linked = new URLSearchParams(location.search).get('find');
if (linked) {
  one('.search-words').value = linked.slice(0, 500);
  show();
}
