// Saved questions, in the place of the chat: each with its answer now, and what changed since it was last seen.
'use strict';

const page = window.articleQA;
const { make, makeButton, niceDate } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('saved');

const EMPTY = 'A star under an answer saves its question here: it is asked again after each build, and what changed is told.';
const CHECKING = 1500; // ms between two looks while the questions are asked again

let questions = [];
let requests = 0; // only the latest of several answers counts
let looking = 0;

// ---- what is saved: the stars of the chat ask here -------------------------------------------------------------------

const keyOf = ({ question, since, until, sources, names, dates }) =>
  JSON.stringify([question.trim().split(/\s+/).join(' '), since, until, sources, names || null, dates]);

page.savedId = (wanted) => questions.find((saved) => keyOf(saved) === keyOf(wanted))?.id;

page.saveQuestion = async function (wanted) {
  await page.send('saved', wanted);
  await list();
};

page.unsave = async function (id) {
  await page.call(`saved/${id}`, { method: 'DELETE' });
  await list();
};

page.refreshSaved = () => list();

async function list() {
  clearTimeout(looking);
  const request = ++requests;
  let found;
  try {
    found = await page.call('saved');
  } catch (error) {
    if (request === requests) note(error.message);
    return;
  }
  if (request !== requests) return;
  questions = found.questions;
  draw(found);
  page.savedChanged?.();
  if (found.checking) looking = setTimeout(list, CHECKING);
}

// ---- showing ---------------------------------------------------------------------------------------------------------

function note(text) {
  one('.saved-note').textContent = text;
  one('.saved-note').hidden = !text;
}

function draw({ checking, problem }) {
  const changed = questions.filter(({ change }) => change).length;
  const badge = page.one('#show-saved .saved-changed');
  if (badge) {
    badge.textContent = String(changed);
    badge.hidden = !changed;
    badge.title = `${changed} changed`;
  }
  const doing = checking ? ', asking again…' : '';
  one('.saved-count').textContent = questions.length ? `${questions.length} saved, ${changed} changed${doing}` : '';
  one('.saved-all').hidden = !changed;
  one('ol').replaceChildren(...questions.map(itemOf));
  note(problem || (questions.length ? '' : EMPTY));
}

function itemOf(saved) {
  const item = make('li');
  item.dataset.id = saved.id;
  const asked = makeButton('saved-question', saved.question, () => askAgain(saved));
  asked.dir = 'auto';
  item.append(asked);
  if (filtersOf(saved)) item.append(line('saved-origin', filtersOf(saved)));
  if (saved.change) item.append(changeOf(saved));
  item.append(line('saved-now', `Now: ${saved.found ? saved.answer || '' : 'Not in these articles.'}`));
  const told = (saved.change?.places || []).map(({ document: id, start }) => `${id} ${start}`);
  for (const place of saved.places) if (!told.includes(`${place.document} ${place.start}`)) item.append(...placeOf(place));
  const acts = item.appendChild(make('div', 'saved-acts'));
  if (saved.change) acts.append(makeButton('saved-seen', 'Seen', () => act('saved/seen', { ids: [saved.id] })));
  acts.append(makeButton('saved-remove', 'Remove', () => page.unsave(saved.id).catch((error) => page.say(error.message))));
  return item;
}

// In the chat, of the same articles.
function askAgain({ question, since, until, sources, names, dates }) {
  page.setFilters({ since, until, sources: sources || [], names: names || [] });
  page.ask({ question, alone: true, dates });
}

function changeOf({ change, seen }) {
  const box = make('div', 'saved-change');
  box.append(line('saved-told', change.told), line('saved-origin', `Changed since ${niceDate(seen.slice(0, 10))}`));
  for (const place of change.places) box.append(...placeOf(place));
  return box;
}

function placeOf(place) {
  const { document: id, title, source, date, start, end, text } = place;
  const open = () => page.openSentence({ id, title, source, date }, { start, end, text });
  const told = makeButton('saved-place', text, open);
  told.dir = 'auto';
  return [told, line('saved-origin', [title || id, source, date && niceDate(date)].filter(Boolean).join(' · '))];
}

function filtersOf({ since, until, sources, names }) {
  return [since && `since ${since}`, until && `until ${until}`, ...(sources || []), ...(names || [])].filter(Boolean).join(' · ');
}

function line(className, text) {
  const made = make('p', className, text);
  made.dir = 'auto';
  return made;
}

async function act(path, value) {
  try {
    await page.send(path, value);
    await list();
  } catch (error) {
    page.say(error.message);
  }
}

one('.saved-all').addEventListener('click', () => act('saved/seen', { ids: null }));
page.view('saved', {
  part: element,
  signal,
  opened() {
    list();
    one('h2').focus({ preventScroll: true });
  },
});
signal.addEventListener('abort', () => clearTimeout(looking));
list();
