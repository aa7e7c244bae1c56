// The list of articles, in the place of the chat: search, sort, open one to read, remove one.
'use strict';

const page = window.articleQA;
const { all, make, makeButton, niceDate } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('library');

const ROWS = 100; // fetched at a time
const TYPING = 150; // ms after a key before the search runs

let sort = 'date';
let descending = true;
let rows = 0; // how many stand in the table
let requests = 0; // only the latest of several answers counts
let stale = true; // the index has changed since the list was fetched

function opened() {
  openNames(element.offsetWidth >= NAMES_BESIDE);
  if (stale) list();
  one('h2').focus({ preventScroll: true });
}

page.refreshLibrary = function () {
  stale = true;
  if (page.shows('library')) list();
};

// ---- the table -----------------------------------------------------------------------------------------------------

const typed = () => one('.library-search').value.trim();

async function list(offset = 0) {
  const request = ++requests;
  const query = new URLSearchParams({ query: typed(), texts: true, sort, descending, offset, limit: ROWS });
  page.withFilters(query, { names: page.filters.names });
  if (!offset) listNames();
  let found;
  try {
    found = await page.call(`documents?${query}`);
  } catch (error) {
    found = { total: 0, documents: [], problem: error.message };
  }
  if (request !== requests) return;
  stale = false;
  draw(found, offset);
}

function draw({ total, documents, problem }, offset) {
  const body = one('tbody');
  if (!offset) body.replaceChildren();
  body.append(...documents.map(rowOf));
  rows = offset + documents.length;
  const searching = Boolean(typed() || page.filters.names.length);
  one('.library-count').textContent = problem ? '' : `${total.toLocaleString('en')} ${searching ? 'found' : 'in the index'}`;
  one('.library-more').hidden = rows >= total;
  one('table').hidden = !total;
  showNote(problem || (total ? '' : searching ? 'No article matches.' : emptyNote()));
  for (const heading of all('th[aria-sort]', element)) {
    const sorted = one('button[data-sort]', heading).dataset.sort === sort;
    heading.setAttribute('aria-sort', sorted ? (descending ? 'descending' : 'ascending') : 'none');
  }
}

function emptyNote() {
  return page.state.read_only ? 'There are no articles.' : 'There are no articles yet. Drop files or a folder here, or add them with the buttons above.';
}

function showNote(text) {
  one('.library-note').textContent = text;
  one('.library-note').hidden = !text;
}

function rowOf(article) {
  const row = make('tr');
  const title = makeButton('library-open', article.title || article.id, () => openArticle(article));
  title.dir = 'auto';
  const remove = makeButton('library-remove', null, () => askToRemove(article));
  remove.setAttribute('aria-label', `Remove ${article.title || article.id}`);
  remove.title = 'Remove';
  row.append(
    cell('title', title),
    cell('source', article.source || ''),
    cell('date', article.date ? niceDate(article.date) : undated(article)),
    cell('number', article.passages.toLocaleString('en')),
    cell('file', article.file || ''),
    cell('remove', remove),
  );
  return row;
}

// Where its text holds what was searched, at the first place.
function openArticle(article) {
  if (typed()) page.openFound(article, typed());
  else page.openArticle(article.id);
}

function cell(className, content) {
  const node = make('td', className);
  node.append(content);
  node.dir = 'auto';
  if (className === 'file') node.title = content;
  return node;
}

// ---- removing --------------------------------------------------------------------------------------------------------

function askToRemove(article) {
  const dialog = one('.library-confirm');
  const what = article.alone ? `“${article.title || article.id}”` : `${article.file}, which holds more articles than this one`;
  one('.library-confirm p').textContent = `Remove ${what}? The file is moved aside, not deleted.`;
  one('.confirm-yes').onclick = () => (dialog.close(), remove(article));
  dialog.showModal();
}

const pathOf = (file) => file.split('/').map(encodeURIComponent).join('/');

async function remove({ file }) {
  page.refused = []; // of what was added before
  page.dropped = null;
  try {
    await page.call(`documents/${pathOf(file)}`, { method: 'DELETE' });
    await page.rebuild();
    page.say(`Removed ${file}.`, { label: 'Undo', run: () => restore(file) });
  } catch (error) {
    page.say(error.message);
  }
}

async function restore(file) {
  try {
    await page.call(`documents/${pathOf(file)}/restore`, { method: 'POST' });
    await page.rebuild();
  } catch (error) {
    page.say(error.message);
  }
}

page.rebuild = async function () {
  await page.call('build', { method: 'POST' });
  page.look();
};

// ---- what listens ----------------------------------------------------------------------------------------------------

function sortBy(column) {
  descending = column === sort ? !descending : column === 'date' || column === 'passages';
  sort = column;
  list();
}

let typing = 0;
one('.library-search').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(list, TYPING);
});
for (const button of all('[data-sort]', element)) button.addEventListener('click', () => sortBy(button.dataset.sort));
one('.library-more').addEventListener('click', () => list(rows));
one('.confirm-no').addEventListener('click', () => one('.library-confirm').close());
page.view('library', { part: element, signal, opened });
