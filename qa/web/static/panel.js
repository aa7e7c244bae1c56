// The panel: one article, with the citations of one answer marked in it and one of them chosen.

let shown = null; // { citations, index, article, span, spans }: what the panel shows
let drawn = null; // { article, hrefs }: the text that stands in it
let opener = null; // the link to give the focus back to
let dismissed = false; // closed by the user: answers do not open it again
let requests = 0; // only the latest of several quick clicks counts

function isOpen() {
  return document.body.classList.contains('panel-open');
}

function open() {
  document.body.classList.add('panel-open');
}

function close() {
  document.body.classList.remove('panel-open');
  requests += 1;
  shown = null;
  closeFind(false);
  page.closedOver('panel');
  refreshMarks();
}

function dismiss() {
  const gone = opener && !opener.isConnected;
  const back = gone ? opener.matches('a') && linkTo(citationOf(opener)) : opener;
  close();
  dismissed = dismissed || !page.covered(); // there it was read, not an answer's source
  opener = null;
  (back || one('#ask textarea', document))?.focus({ preventScroll: true });
}

// Show a citation among those of its answer.
async function show(citation, citations, { focus = false, announce = true } = {}) {
  const request = ++requests;
  open();
  let found;
  const spans = [];
  try {
    found = await find(citation);
    for (const other of citations.filter(({ id }) => id === citation.id)) {
      const span = locate(found.article, other);
      if (span) spans.push({ ...span, href: other.href, number: other.number });
    }
  } catch {
    if (request === requests) showNote('This article is no longer in the index.');
    return;
  }
  if (request !== requests) return;
  if (citations !== placesShown) closeFind(false); // another article, or the citations again
  const index = citations.findIndex(({ href }) => href === citation.href);
  const sameArticle = drawn && drawn.article === found.article;
  shown = { citations, index, ...found, spans };
  drawArticle(found.article, spans);
  drawBar();
  showMissing(missingOf(shown));
  refreshMarks();
  showPages(request, sameArticle);
  scrollToMark(sameArticle);
  if (announce) announceShown();
  if (focus) one('.panel-title').focus({ preventScroll: true });
}

function drawArticle(article, spans) {
  const hrefs = spans.map(({ href }) => href).join(' ');
  if (drawn && drawn.article === article && drawn.hrefs === hrefs) return;
  drawn = { article, hrefs };
  one('.article').classList.add('filled');
  one('.panel-head').hidden = false;
  one('.panel-title').textContent = article.title;
  one('.panel-title').dir = 'auto';
  const source = make('bdi', 'panel-source', article.source || '');
  const date = make('time', '', niceDate(article.date));
  one('.panel-origin').replaceChildren(...[article.source && source, article.date && date].filter(Boolean));
  spans.sort((a, b) => a.start - b.start);
  one('.panel-text').replaceChildren(textOf(article, spans));
}

function drawBar() {
  const { citations, index, span } = shown;
  const isPassage = !citations[index].number && Boolean(linkTo(citations[index]));
  one('.article').classList.toggle('passage', isPassage);
  one('.panel-kind').textContent = isPassage ? 'Passage' : citations === placesShown ? 'Found' : 'Source';
  one('.panel-place').textContent = citations.length > 1 ? `${index + 1} of ${citations.length}` : '';
  for (const button of [one('.panel-previous'), one('.panel-next')]) button.hidden = citations.length < 2;
  one('.panel-copy').hidden = !span;
}

function missingOf({ citations, index, span }) {
  return span || !citations[index].end ? '' : 'The article has changed since: this sentence no longer stands in it.';
}

function showMissing(text) {
  one('.panel-note').textContent = text;
  one('.panel-note').hidden = !text;
}

// Nothing but one line: an article that is gone.
function showNote(text) {
  shown = null;
  showHint();
  one('.article').classList.add('filled');
  showMissing(text);
}

// The empty panel, which says what it is for.
function showHint() {
  shown = null;
  drawn = null;
  one('.article').classList.remove('filled', 'passage');
  one('.panel-kind').textContent = 'Source';
  one('.panel-place').textContent = '';
  one('.panel-head').hidden = true;
  one('.panel-text').replaceChildren();
  forgetPages();
  showMissing('');
  refreshMarks();
}

// The chosen citation is strong, in the article and in the answers; the others of the answer are pale.
function refreshMarks() {
  const href = shown && shown.citations[shown.index].href;
  for (const link of all(LINK)) link.classList.toggle('chosen', link.getAttribute('href') === href);
  for (const mark of all('mark', element)) mark.classList.toggle('chosen', mark.dataset.href === href);
  drawPin();
}

function scrollToMark(smoothly) {
  const scroll = one('.panel-scroll');
  const mark = one(':is(.panel-text, .panel-pages):not([hidden]) mark.chosen');
  const [place, around] = [mark, scroll].map((node) => node && node.getBoundingClientRect());
  const top = mark ? scroll.scrollTop + place.top - around.top - scroll.clientHeight / 3 : 0;
  const left = mark ? scroll.scrollLeft + place.left - around.left - 24 : 0; // of a page that is enlarged
  const behavior = smoothly && !CALM.matches ? 'smooth' : 'instant';
  scroll.scrollTo({ top: Math.max(0, top), left: Math.max(0, left), behavior });
}

function announceShown() {
  const { citations, index, article } = shown;
  const place = `${one('.panel-kind').textContent} ${index + 1} of ${citations.length}`;
  one('.unseen').textContent = `${place}: ${article.title}. ${article.origin}. ${quoted(shown)}`;
}

function step(by) {
  if (!shown || shown.citations.length < 2) return;
  const { citations, index } = shown;
  show(citations[(index + by + citations.length) % citations.length], citations);
}

async function copyQuote(event) {
  if (!shown) return;
  const button = event.currentTarget;
  await page.copy(attributed(quoted(shown), shown.article));
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy quote'), 1200);
}

// An article as a whole, from the list of articles.
page.openArticle = function (id) {
  page.opensOver('panel', dismiss);
  const citation = citationAt(addressOf(id));
  opener = document.activeElement;
  show(citation, [citation], { focus: true });
};
// A sentence of an article, from the timeline or the table.
page.openSentence = function ({ id }, { start, end, text }) {
  page.opensOver('panel', dismiss);
  const citation = citationAt(addressOf(id, start, end, text));
  opener = document.activeElement;
  show(citation, [citation], { focus: true });
};
page.panelIsOpen = isOpen;

one('.panel-close').addEventListener('click', dismiss);
one('.panel-previous').addEventListener('click', () => step(-1));
one('.panel-next').addEventListener('click', () => step(1));
one('.panel-copy').addEventListener('click', copyQuote);
