// The filters of the next question: a period, sources, and names that are chosen in the list of articles; as chips.
'use strict';

const page = window.articleQA;
const { make, makeButton, niceDate } = page;
const one = (selector) => element.querySelector(selector);
const signal = page.mounted('filters');

const form = one('#filters-form');
const SEARCHED = 12; // with more sources than this, there is a box to find one
const SHOWN = 200;

let known = { sources: [], first: null, last: null };

// ---- what is in use ----------------------------------------------------------------------------------------------------

function change(changes) {
  page.filters = { ...page.filters, ...changes };
  page.setAddress(page.questionOfAddress());
  drawChips();
  drawForm();
  showOrder();
  page.refreshSearch?.();
  if (changes.names) page.refreshLibrary?.();
}

page.setFilters = change;

// Told at once, and not by the answer to the next question.
function showOrder() {
  const { since, until } = page.filters;
  const wrong = Boolean(since && until && since > until);
  one('.filters-wrong').hidden = !wrong;
  for (const field of ['since', 'until']) {
    const input = one(`.filters-${field}`);
    input.setAttribute('aria-invalid', String(wrong));
    input.setAttribute('aria-describedby', 'filters-wrong');
  }
}

function drawChips() {
  const { since, until, sources, names } = page.filters;
  const chips = [];
  if (since) chips.push(chip(`From ${niceDate(since)}`, () => change({ since: null })));
  if (until) chips.push(chip(`To ${niceDate(until)}`, () => change({ until: null })));
  for (const source of sources) {
    chips.push(chip(source, () => change({ sources: page.filters.sources.filter((other) => other !== source) })));
  }
  for (const name of names) chips.push(chip(name, () => change({ names: names.filter((other) => other !== name) })));
  one('.chips').replaceChildren(...chips);
  one('.filters').classList.toggle('in-use', chips.length > 0);
}

function chip(text, remove) {
  const item = make('li', 'chip');
  const button = makeButton('', null, remove);
  button.setAttribute('aria-label', `Remove the filter ${text}`);
  item.append(make('bdi', '', text), button);
  return item;
}

// ---- the form ----------------------------------------------------------------------------------------------------------

page.refreshFilters = async function () {
  known = await page.call('choices').catch(() => known);
  drawForm();
};

function drawForm() {
  if (form.hidden) return;
  const { since, until } = page.filters;
  for (const [field, value] of [['since', since], ['until', until]]) {
    const input = one(`.filters-${field}`);
    input.value = value || '';
    input.min = known.first || '';
    input.max = known.last || '';
  }
  one('.filters-find').hidden = known.sources.length <= SEARCHED;
  drawSources();
}

function drawSources() {
  const wanted = one('.filters-find').value.trim().toLowerCase();
  const found = known.sources.filter((source) => source.toLowerCase().includes(wanted));
  one('.filters-sources').replaceChildren(...found.slice(0, SHOWN).map(sourceRow));
  one('fieldset').hidden = !known.sources.length;
}

function sourceRow(source) {
  const label = make('label');
  const box = make('input');
  box.type = 'checkbox';
  box.checked = page.filters.sources.includes(source);
  box.addEventListener('change', () => {
    const others = page.filters.sources.filter((other) => other !== source);
    page.filters = { ...page.filters, sources: box.checked ? [...others, source] : others };
    page.setAddress(page.questionOfAddress());
    drawChips(); // the list stays: it would jump under the pointer
    page.refreshSearch?.();
  });
  label.append(box, make('bdi', '', source));
  return label;
}

function openForm(shown) {
  form.hidden = !shown;
  one('.filters-open').setAttribute('aria-expanded', String(shown));
  if (!shown) return;
  page.refreshFilters();
  one('.filters-since').focus();
}

one('.mode-ask').addEventListener('click', () => {
  page.showChat();
  page.focusBox();
});
one('.filters-open').addEventListener('click', () => openForm(form.hidden));
one('.filters-find').addEventListener('input', drawSources);
for (const field of ['since', 'until']) {
  one(`.filters-${field}`).addEventListener('change', (event) => change({ [field]: event.target.value || null }));
}
form.addEventListener('submit', (event) => {
  event.preventDefault();
  openForm(false);
  page.focusBox();
});
form.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  openForm(false);
  one('.filters-open').focus();
});
document.addEventListener('click', (event) => element.contains(event.target) || form.hidden || openForm(false), { signal });

// ---- editing a question: the next one from the box replaces it ------------------------------------------------------

page.setEditing = function (turn) {
  page.editing = turn;
  one('.editing').hidden = turn == null;
};

one('.editing-cancel').addEventListener('click', () => {
  page.setEditing(null);
  page.fillBox('');
  page.focusBox();
});

drawChips();
showOrder();
