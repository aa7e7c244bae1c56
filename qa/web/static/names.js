// The second part of the script of the list: the names beside it, counted. Those that are chosen filter it, and the
// questions: they are filters like any other.

const NAMES = 100; // fetched at a time
const NAMES_BESIDE = 860; // pixels of the list from which on the names stand open beside it

let namesListed = 0;
let namesAsked = 0; // only the latest of several answers counts

async function listNames(offset = 0) {
  drawChosen();
  if (one('.names').hidden) return; // they are asked for when it is opened
  const request = ++namesAsked;
  const query = new URLSearchParams({ query: one('.names-find').value.trim(), articles: typed(), offset, limit: NAMES });
  page.withFilters(query, { names: page.filters.names });
  let found;
  try {
    found = await page.call(`names?${query}`);
  } catch (error) {
    found = { total: 0, names: [], problem: error.message };
  }
  if (request === namesAsked) drawNames(found, offset);
}

function drawNames({ total, names, problem }, offset) {
  const chosen = page.filters.names;
  // What all of these articles mention is said over the list.
  const rows = names.filter(({ name }) => !chosen.includes(name)).map(nameRow);
  if (!offset) one('.names-list').replaceChildren();
  one('.names-list').append(...rows);
  namesListed = offset + names.length;
  one('.names-more').hidden = namesListed >= total;
  const none = one('.names-list').children.length ? '' : chosen.length ? 'No other name.' : 'No name.';
  one('.names-note').textContent = problem || none;
  one('.names-note').hidden = !one('.names-note').textContent;
}

function nameRow({ name, articles, variants }) {
  const item = make('li');
  const row = makeButton('names-name', null, () => page.setFilters({ names: [...new Set([...page.filters.names, name])] }));
  row.append(make('bdi', '', name), make('b', '', articles.toLocaleString('en')));
  row.title = [name, ...variants].join(' · ');
  row.setAttribute('aria-label', `${name}: ${page.countName(articles, 'article')}`);
  item.append(row);
  return item;
}

function drawChosen() {
  one('.names-chosen').hidden = !page.filters.names.length;
  one('.names-chosen').replaceChildren(
    ...page.filters.names.map((name) => {
      const item = make('li', 'chip');
      const remove = makeButton('', null, () => page.setFilters({ names: page.filters.names.filter((other) => other !== name) }));
      remove.setAttribute('aria-label', `Remove the filter ${name}`);
      item.append(make('bdi', '', name), remove);
      return item;
    }),
  );
}

function openNames(shown) {
  one('.names').hidden = !shown;
  one('.names-open').setAttribute('aria-expanded', String(shown));
  if (shown && !stale) listNames(); // a stale list asks for them itself
}

let findingName = 0;
one('.names-find').addEventListener('input', () => {
  clearTimeout(findingName);
  findingName = setTimeout(listNames, TYPING);
});
one('.names-more').addEventListener('click', () => listNames(namesListed));
one('.names-open').addEventListener('click', () => {
  openNames(one('.names').hidden);
  if (!one('.names').hidden) one('.names-find').focus();
});
