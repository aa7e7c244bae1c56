// Pinned quotations, each with a note of one's own, in the place of the chat: opened, noted, deleted, exported.

const page = window.articleQA;
const { all, make, makeButton, niceDate } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('pins');

const MOST = 1000; // as many as one call of the server takes
const NOTE_CHARACTERS = 5000;
const TYPING = 400; // ms after a key before a note is written
const EMPTY = 'Pin a sentence of an answer, or any passage of an open article. Pins are kept in this browser, and nowhere else.';
const SUFFIXES = { markdown: 'md', docx: 'docx', csv: 'csv', ris: 'ris', bibtex: 'bib', csl: 'json' };

// { id, document: { id, title, source, date }, start, end, text, note, changed }
const shelf = shelfOf('pins', (pin) => typeof pin.text === 'string' && Boolean(pin.document?.id));
const pins = new Map(); // by id, in the order in which they are listed
const others = new BroadcastChannel('article-qa-pins'); // pages of the same browser

const idOf = ({ document: { id }, start, end }) => JSON.stringify([id, start, end]);

// ---- what is pinned ------------------------------------------------------------------------------------------------

async function load() {
  const found = await shelf.all();
  found.sort((one, other) => other.pinned - one.pinned);
  pins.clear();
  for (const pin of found) pins.set(pin.id, pin);
  refresh();
}

function refresh() {
  for (const button of all('.pin-toggle')) page.showPin(button);
  page.pinsChanged?.();
}

// Whatever is written is read again, here and by the other pages; one after the other, for a note that is just typed is
// still being written when its pin is removed.
let writing = Promise.resolve();
function changed(work) {
  writing = writing
    .then(work)
    .then(load)
    .then(() => others.postMessage('changed'))
    .catch((error) => page.say(`This browser keeps no more pins: ${error.message}`));
  return writing;
}

page.isPinned = (quoted) => pins.has(idOf(quoted));

page.togglePin = async function (quoted) {
  const id = idOf(quoted);
  const before = pins.get(id);
  if (before) return deleted([id]);
  // Nothing that somebody has kept goes by itself.
  if (pins.size >= MOST) return page.say(`${MOST.toLocaleString('en')} pins are kept already: export and remove some first.`);
  const { document: article, start, end, text } = quoted;
  const { title, source, date } = article;
  const now = Date.now();
  const kept = { id: article.id, title: title || article.id, source: source || null, date: date || null };
  await changed(() => shelf.put({ id, document: kept, start, end, text, note: '', pinned: now, changed: now }));
  if (pins.has(id)) page.say('Pinned.', { label: 'Add a note', run: () => (show(), noting(id)) });
};

async function deleted(ids) {
  let gone = [];
  await changed(async () => {
    gone = (await Promise.all(ids.map(shelf.get))).filter(Boolean);
    await Promise.all(gone.map(({ id }) => shelf.remove(id)));
  });
  if (page.shows('pins')) {
    draw();
    one('h2').focus({ preventScroll: true });
  }
  const what = gone.length === 1 ? 'The pin is' : `${gone.length} pins are`;
  page.say(`${what} removed.`, { label: 'Undo', run: () => changed(() => Promise.all(gone.map(shelf.put))).then(drawn) });
}

// ---- buttons that pin: `button.quoted` is what they pin --------------------------------------------------------------

page.makePin = function (className, quoted) {
  const button = makeButton(`pin-toggle ${className}`, null, () => page.togglePin(button.quoted));
  button.quoted = quoted;
  page.showPin(button);
  return button;
};

page.showPin = function (button) {
  const pinned = Boolean(button.quoted) && page.isPinned(button.quoted);
  const says = pinned ? 'Remove this pin' : 'Pin this sentence';
  button.setAttribute('aria-pressed', String(pinned));
  button.setAttribute('aria-label', says);
  button.title = says;
};

// A pin stands behind the marks of each sentence of an answer that is complete. Gradio may draw one anew.
function pinAnswers() {
  all('#chat .bot-row').forEach((row, at) => {
    const citations = page.turns[at]?.answer?.citations;
    if (!citations || !row.dataset.turn) return;
    for (const mark of all('p > a[href*="doc="]:not(:has(+ :is(a[href*="doc="], .pin-sentence)))', row)) {
      const first = one('a[href*="doc="]', mark.parentElement);
      const cited = citations.find(({ number }) => String(number) === first.textContent);
      if (cited && !one('.pin-sentence', mark.parentElement)) mark.after(pinBehind(cited));
    }
  });
}

// Tab goes from mark to mark, and past it: the key P on a mark does the same.
function pinBehind(cited) {
  const button = page.makePin('pin-sentence', cited);
  button.tabIndex = -1;
  return button;
}

function press(event) {
  if (event.key !== 'p' || event.ctrlKey || event.metaKey || event.altKey) return;
  const mark = event.target.closest?.('#chat .bot p > a[href*="doc="]');
  if (mark) one('.pin-sentence', mark.parentElement)?.click();
}

// ---- the list ------------------------------------------------------------------------------------------------------

const show = page.view('pins', { part: element, signal, opened });

function opened() {
  drawn();
  one('h2').focus({ preventScroll: true });
}

async function drawn() {
  draw();
  const kept = [...pins.values()];
  const standing = await standingOf(kept).catch(() => null); // without an index nothing is known
  if (!standing || !page.shows('pins')) return;
  const gone = new Set(kept.filter((pin, at) => !standing[at]).map(({ id }) => id));
  for (const item of all('li', element)) item.classList.toggle('is-gone', gone.has(item.dataset.pin));
}

function draw() {
  const kept = [...pins.values()];
  one('.pins-count').textContent = kept.length ? String(kept.length) : '';
  one('.pins-tools').hidden = !kept.length;
  one('ol').replaceChildren(...kept.map(itemOf));
  one('.pins-note').textContent = kept.length ? '' : EMPTY;
  one('.pins-note').hidden = Boolean(kept.length);
}

function itemOf(pin) {
  const item = make('li');
  item.dataset.pin = pin.id;
  const { title, source, date } = pin.document;
  const opener = makeButton('pins-open', null, () => page.openSentence(pin.document, pin));
  const quotation = opener.appendChild(make('q', 'pins-text', pin.text));
  const origin = opener.appendChild(make('span', 'pins-origin', [title, source, niceDate(date)].filter(Boolean).join(' · ')));
  quotation.dir = origin.dir = 'auto';
  const remove = makeButton('pins-delete', 'Remove', () => deleted([pin.id]));
  remove.setAttribute('aria-label', `Remove the pin: ${pin.text.slice(0, 80)}`);
  const gone = make('p', 'pins-gone', 'It no longer stands in the index like this, and is left out of exports.');
  item.append(opener, remove, noteOf(pin), gone);
  return item;
}

// ---- notes: written while they are typed ----------------------------------------------------------------------------

function noteOf(pin) {
  const area = make('textarea', 'pins-own');
  area.value = pin.note;
  area.rows = 1;
  area.maxLength = NOTE_CHARACTERS;
  area.placeholder = 'Add a note';
  area.setAttribute('aria-label', `Note on: ${pin.text.slice(0, 80)}`);
  let typing = 0;
  let written = pin.note;
  const keep = () => {
    clearTimeout(typing);
    if (area.value === written || !area.isConnected) return;
    written = area.value;
    changed(() => noted(pin, written));
  };
  area.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(keep, TYPING);
  });
  area.addEventListener('blur', keep);
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault(); // leaves the note, not the list
    area.blur();
  });
  return area;
}

// The pin as it is now: another page may have removed it meanwhile, and what was typed brings it back.
async function noted(pin, note) {
  await shelf.put({ ...pin, ...(await shelf.get(pin.id)), note, changed: Date.now() });
}

function noting(id) {
  const item = all('li', element).find((each) => each.dataset.pin === id);
  one('textarea', item)?.focus();
}

// ---- exports -------------------------------------------------------------------------------------------------------

const asked = ({ document: { id }, start, end, text, note = '' }) => ({ id, start, end, text, note });

async function standingOf(quotations) {
  if (!quotations.length) return [];
  return (await page.send('references/standing', { quotations: quotations.map(asked) })).standing;
}

// Save quotations as a file; those that no longer stand in the index are left out.
page.exportQuotations = async function (quotations, form, name) {
  try {
    const standing = await standingOf(quotations);
    const kept = quotations.filter((_, at) => standing[at]);
    const left = quotations.length - kept.length;
    if (!kept.length) return page.say('None of these stands in the index any more: there is nothing to export.');
    const file = await page.send('references', { form, quotations: kept.map(asked) }, { as: 'blob' });
    page.save(`${name}.${SUFFIXES[form]}`, file.type, file);
    if (left) page.say(`${left === 1 ? 'One does' : `${left} do`} not stand in the index any more and ${left === 1 ? 'is' : 'are'} left out.`);
  } catch (error) {
    page.say(error.message);
  }
};

// What the open chat cites, each sentence once.
page.exportCited = function (form) {
  const cited = new Map();
  for (const { answer } of page.turns) for (const each of answer?.citations || []) cited.set(idOf(each), each);
  if (!cited.size) return page.say('There is nothing to export yet: no answer cites a sentence.');
  return page.exportQuotations([...cited.values()], form, 'sources');
};

for (const button of all('[data-form]', element)) {
  button.addEventListener('click', () => page.exportQuotations([...pins.values()], button.dataset.form, 'pins'));
}
one('.pins-clear').addEventListener('click', () => deleted([...pins.keys()]));

// ---- what listens --------------------------------------------------------------------------------------------------

let waiting = 0;
const observer = new MutationObserver(() => {
  waiting = waiting || requestAnimationFrame(() => ((waiting = 0), pinAnswers()));
});
document.addEventListener('keydown', press, { signal });
observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-turn'] });
others.onmessage = () => load().then(() => page.shows('pins') && !document.activeElement?.matches('.pins-own') && draw());
signal.addEventListener('abort', () => (observer.disconnect(), others.close()));
load().catch(() => console.info('This browser does not let the page keep pins.'));
