// The first part of the panel's script. Gradio runs the parts as one function when the panel is mounted, with `element`
// (the panel). Documents are hostile: their text only ever goes into textContent.
// This part: what a link points at, and the article behind it.
'use strict';

const page = window.articleQA;
const { make, makeButton, niceDate, countName, all } = page;
const LINK = '#chat .bot a[href*="doc="]'; // a mark in an answer, or the title of a closest passage
const WIDE = matchMedia('(min-width: 901px)'); // below, the panel is a sheet over the chat
const CALM = matchMedia('(prefers-reduced-motion: reduce)');
const CARD_DELAY = 140; // ms on a mark before its card shows

const one = (selector, root = element) => root.querySelector(selector);

const mounted = page.mounted('panel');

function on(type, handler, options = {}) {
  document.addEventListener(type, handler, { signal: mounted, ...options });
}

// ---- citations: what a link points at ----------------------------------------------------------------------------

// The link to a sentence of an article, or to the whole of it. How the sentence begins finds it where it has moved to.
function addressOf(id, start, end, text = '') {
  const query = { doc: id, ...(end && { s: `${start}-${end}`, t: Array.from(text).slice(0, 48).join('') }) };
  return `?${new URLSearchParams(query)}`;
}

function citationAt(address) {
  const query = new URL(address, location.href).searchParams;
  const [start, end] = (query.get('s') || '').split('-').map(Number);
  return { href: address, id: query.get('doc'), start, end, beginning: query.get('t') || '' };
}

function citationOf(link) {
  // By its label and not by its text: an article may be called 1984.
  const [, number = ''] = /^Source (\d+): /.exec(link.title || link.getAttribute('aria-label') || '') || [];
  return { ...citationAt(link.getAttribute('href')), number };
}

// The citations of one message, each once, in reading order.
function citationsBeside(link) {
  const found = new Map();
  for (const other of all('a[href*="doc="]', link.closest('.message'))) {
    const citation = citationOf(other);
    if (!found.has(citation.href)) found.set(citation.href, citation);
  }
  return [...found.values()];
}

function linkTo(citation) {
  return all(LINK).find((link) => link.getAttribute('href') === citation.href);
}

// ---- articles ----------------------------------------------------------------------------------------------------

const articles = new Map(); // id -> promise of an article

// `points` are the code points of the text: Python counts those, JavaScript counts UTF-16 units.
async function fetchArticle(id) {
  const article = await page.call(`article?${new URLSearchParams({ id })}`);
  return { ...article, id, points: Array.from(article.text), origin: originOf(article) };
}

function articleOf(id) {
  if (!articles.has(id)) {
    const promise = fetchArticle(id);
    promise.catch(() => articles.delete(id));
    articles.set(id, promise);
  }
  return articles.get(id);
}

// Where the cited sentence stands: at its offsets, or where an article that has changed since has moved it to.
function locate(article, { start, end, beginning }) {
  const { points, text } = article;
  if (!(start >= 0 && end > start)) return null; // the link names no sentence
  const stands = points.slice(start, start + Array.from(beginning).length).join('') === beginning;
  if (stands && end <= points.length) return { start, end };
  const moved = beginning ? text.indexOf(beginning) : -1;
  if (moved < 0) return null;
  const at = Array.from(text.slice(0, moved)).length;
  return { start: at, end: Math.min(at + end - start, points.length) };
}

// An article that was fetched before the index was rebuilt is fetched once more.
async function find(citation) {
  const known = articles.has(citation.id);
  let article = await articleOf(citation.id);
  let span = locate(article, citation);
  if (!span && known) {
    articles.delete(citation.id);
    article = await articleOf(citation.id);
    span = locate(article, citation);
  }
  return { article, span };
}

function quoted({ article, span }) {
  return span ? article.points.slice(span.start, span.end).join('') : '';
}

function originOf({ source, date }) {
  return [source, niceDate(date)].filter(Boolean).join(' · ');
}

function attributed(quote, article) {
  return [`“${quote}” — ${article.title}`, article.source, niceDate(article.date)].filter(Boolean).join(', ');
}
