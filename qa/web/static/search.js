// The first part of the search's script: words and "phrases" in all articles, asked of the server as they are typed.
'use strict';

const page = window.articleQA;
const { make, makeButton, niceDate, countName, all } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('search');

const ARTICLES = 20; // fetched at a time
const TYPING = 200; // ms after a key before the search runs
const HELP = one('.search-note').textContent;

let requests = 0; // only the latest of several answers counts
let typing = 0;
let listed = 0; // how many articles stand in the list

const words = () => one('.search-words').value.trim();

const show = page.view('search', { part: element, signal, opened, closed: () => setAddress('') });

// What stands in the box of questions is what is meant.
function opened() {
  const typed = page.one('#ask textarea')?.value.trim();
  if (typed) one('.search-words').value = typed;
  const field = one('.search-words');
  field.focus({ preventScroll: true });
  field.select();
  if (words()) search();
}

// The address names what is searched while it is shown, so that it can be kept, shared and loaded again.
function setAddress(typed) {
  const address = page.address(page.questionOfAddress());
  if (typed) address.searchParams.set('find', typed);
  page.replaceAddress(address);
}

async function search(offset = 0) {
  const request = ++requests;
  const typed = words();
  setAddress(typed);
  if (!typed) return draw(null, 0);
  const query = new URLSearchParams({ query: typed, order: one('.search-order').value, offset, limit: ARTICLES });
  page.withFilters(query);
  let found;
  try {
    found = await page.call(`find?${query}`);
  } catch (error) {
    found = { problem: error.message };
  }
  if (request === requests) draw(found, offset);
}

function searchSoon() {
  clearTimeout(typing);
  typing = setTimeout(search, TYPING);
}

// Another index, or other filters.
page.refreshSearch = () => page.shows('search') && search();

// ---- what was found --------------------------------------------------------------------------------------------------

function draw(found, offset) {
  const total = found?.total || 0;
  one('.search-count').textContent = found && !found.problem ? countOf(found) : '';
  drawGroups(found && !found.problem ? found : { sources: [], months: [] });
  one('.search-note').textContent = !found ? HELP : found.problem || (total ? '' : missing(found.terms));
  one('.search-note').hidden = !one('.search-note').textContent;
  drawWays(Boolean(found) && !found.problem && !total);
  if (!offset) one('.search-found').replaceChildren();
  one('.search-found').append(...(found?.articles || []).map(articleOf));
  listed = offset + (found?.articles?.length || 0);
  one('.search-more').hidden = listed >= total;
}

function countOf({ total, complete }) {
  return `${complete ? '' : 'at least '}${countName(total, 'article')}`;
}

const filtered = () => Object.values(page.filters).some((filter) => filter?.length);

// Why there is none, in words: which of them stand nowhere, or that no article has them all.
function missing(terms) {
  const where = filtered() ? 'No article within the filters holds' : 'No article holds';
  if (!terms.length) return 'There is no word to search for.';
  const none = terms.filter(({ articles }) => !articles).map(({ text }) => `“${text}”`);
  if (none.length) return `${where} ${none.join(' or ')}.`;
  const alone = terms.map(({ text, articles }) => `“${text}” stands in ${articles.toLocaleString('en')}`);
  return `${where} all of it: ${alone.join(', ')}.`;
}

// What else can be done where nothing was found.
function drawWays(shown) {
  const ways = [makeButton('', 'Ask it as a question', () => page.ask({ question: words() }))];
  const everything = { since: null, until: null, sources: [], names: [] };
  if (filtered()) ways.unshift(makeButton('', 'Search all articles', () => page.setFilters(everything)));
  one('.search-ways').replaceChildren(...ways);
  one('.search-ways').hidden = !shown;
}

function articleOf({ document: article, count, spans, title_spans: inTitle, sentences }) {
  const item = make('li');
  const open = (start) => page.openFound(article, words(), start);
  const title = makeButton('search-title', null, () => open(null));
  title.append(marked(article.title || article.id, 0, inTitle));
  title.dir = 'auto';
  const places = count ? countName(count, 'place') : 'in the title';
  const origin = [article.source, niceDate(article.date), places].filter(Boolean).join(' · ');
  item.append(title, make('p', 'search-origin', origin));
  for (const sentence of sentences) {
    const inside = spans.filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
    const told = makeButton('search-told', null, () => open(inside[0]?.start ?? null));
    told.append(excerpt(sentence, inside));
    told.dir = 'auto';
    item.append(told);
  }
  return item;
}

one('.search-form').addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(typing);
  search();
});
one('.search-words').addEventListener('input', searchSoon);
one('.search-order').addEventListener('change', () => search());
one('.search-more').addEventListener('click', () => search(listed));
