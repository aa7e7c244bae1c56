// Scans: the pages that an article was read from, with the lines of its citations marked on them. The pictures are
// those of the server, the marks are boxes over them.

let view = 'page'; // or 'text': how scans are shown, as the reader chose last
let sheets = null; // { article, pages, lines }: the pages that are drawn, and all lines that are cited of the article

// Whether the panel shows pages now; what belongs to the other way is hidden.
function drawView() {
  const scan = shown?.article.scan;
  const paged = Boolean(scan) && view === 'page' && !shown.textOnly;
  one('.panel-views').hidden = !scan;
  one('.panel-text').hidden = paged;
  one('.panel-pages').hidden = !paged;
  one('.view-leaf').hidden = !paged;
  one('.view-text').setAttribute('aria-pressed', String(!paged));
  one('.view-page').setAttribute('aria-pressed', String(paged));
  one('.panel-scroll').setAttribute('aria-label', paged ? 'Pages of the article' : 'Article text');
  return paged;
}

// Show the pages of the chosen citation, where the article is a scan.
async function showPages(request, smoothly) {
  const current = shown;
  if (!drawView()) return;
  try {
    const lines = await citedLines(current);
    if (request !== requests) return;
    const pages = pagesOf(current, lines);
    if (!pages.length) showTextOnly('This sentence stands on a page that was no picture.');
    else drawSheets(current.article, pages, lines);
  } catch (error) {
    if (request === requests) showTextOnly(error.message);
  }
  if (request === requests) scrollToMark(smoothly);
}

// ---- what is marked ----------------------------------------------------------------------------------------------

// Where the citations of an article stand: { page, left, top, width, height, href, number }, the number at their ends.
async function citedLines({ article, spans }) {
  const found = await Promise.all(spans.map((span) => marksOf(article, span)));
  return spans.flatMap(({ href, number }, n) =>
    found[n].map((mark, at) => ({ ...mark, href, number: at === found[n].length - 1 ? number : '' })),
  );
}

function marksOf(article, { start, end }) {
  article.marks ||= new Map();
  const key = `${start}-${end}`;
  if (!article.marks.has(key)) {
    const promise = page.call(`page-marks?${new URLSearchParams({ id: article.id, start, end })}`);
    promise.catch(() => article.marks.delete(key));
    article.marks.set(key, promise);
  }
  return article.marks.get(key);
}

// Those that the chosen sentence stands on; an article that is opened as a whole begins with its first.
function pagesOf({ article, citations, index, span }, lines) {
  if (!span) return article.scan.pages.slice(0, 1);
  const own = lines.filter(({ href }) => href === citations[index].href);
  return [...new Set(own.map((line) => line.page))];
}

// ---- the pages ---------------------------------------------------------------------------------------------------

function drawSheets(article, pages, lines) {
  const same = sheets && sheets.article === article && String(sheets.pages) === String(pages);
  sheets = { article, pages, lines };
  if (!same) one('.panel-pages').replaceChildren(...pages.map((number) => sheetOf(article, number)));
  for (const sheet of all('.page-sheet', element)) {
    const own = lines.filter((line) => line.page === Number(sheet.dataset.page));
    one('.page-marks', sheet).replaceChildren(...own.map(markOf));
  }
  drawPlace();
  refreshMarks();
}

function sheetOf(article, number) {
  const sheet = make('div', 'page-sheet');
  sheet.dataset.page = number;
  const picture = make('img');
  picture.alt = placeOf(article.scan, [number]);
  const address = `page-image?${new URLSearchParams({ id: article.id, page: number })}`;
  picture.addEventListener('load', () => {
    sheet.classList.add('loaded');
    if (sheet.isConnected && one('mark.chosen', sheet)) scrollToMark(false);
  });
  picture.addEventListener('error', async () => {
    const reason = await page.call(address).then(() => 'This page cannot be shown.', (error) => error.message);
    if (sheet.isConnected) showTextOnly(reason);
  });
  picture.addEventListener('click', enlarge);
  picture.src = new URL(`api/${address}`, document.baseURI);
  const marks = make('div', 'page-marks');
  marks.setAttribute('aria-hidden', 'true');
  sheet.append(picture, marks);
  return sheet;
}

function markOf({ left, top, width, height, href, number }) {
  const mark = make('mark');
  mark.dataset.href = href;
  for (const [name, share] of Object.entries({ left, top, width, height })) mark.style[name] = `${100 * share}%`;
  if (number) mark.append(numberSign(number));
  return mark;
}

function placeOf({ file }, numbers) {
  const named = numbers.length > 1 ? `Pages ${numbers[0]}–${numbers[numbers.length - 1]}` : `Page ${numbers[0]}`;
  return `${named} of ${file}`;
}

function drawPlace() {
  const { scan } = sheets.article;
  const label = placeOf(scan, sheets.pages);
  one('.view-place').textContent = label;
  one('.view-place').title = label;
  one('.view-back').disabled = sheets.pages[0] === scan.pages[0];
  one('.view-on').disabled = sheets.pages[sheets.pages.length - 1] === scan.pages[scan.pages.length - 1];
  for (const button of [one('.view-back'), one('.view-on')]) button.hidden = scan.pages.length < 2;
}

// The text instead, with the reason: the file may have changed since it was indexed.
function showTextOnly(reason) {
  if (!shown) return;
  shown.textOnly = true;
  sheets = null;
  one('.panel-pages').replaceChildren();
  drawView();
  showMissing(reason);
  scrollToMark(false);
}

function forgetPages() {
  sheets = null;
  one('.panel-pages').replaceChildren();
  drawView();
}

// ---- the switch, turning pages, their size -----------------------------------------------------------------------

function choose(wanted) {
  if (!shown) return;
  view = wanted;
  shown.textOnly = false;
  showMissing(missingOf(shown));
  showPages(++requests, false);
  scrollToMark(false);
}

function turn(by) {
  const { article, pages, lines } = sheets;
  const at = article.scan.pages.indexOf(by < 0 ? pages[0] : pages[pages.length - 1]);
  drawSheets(article, [article.scan.pages[at + by]], lines);
  one('.panel-scroll').scrollTo({ top: one('.panel-pages').offsetTop });
}

function enlarge() {
  const large = one('.panel-scroll').classList.toggle('enlarged');
  one('.view-size').setAttribute('aria-pressed', String(large));
  scrollToMark(false);
}

one('.view-text').addEventListener('click', () => choose('text'));
one('.view-page').addEventListener('click', () => choose('page'));
one('.view-back').addEventListener('click', () => turn(-1));
one('.view-on').addEventListener('click', () => turn(1));
one('.view-size').addEventListener('click', enlarge);
