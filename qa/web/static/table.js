// Many questions at once, or one of every article, as a table in the place of the chat.
'use strict';

const page = window.articleQA;
const { make, makeButton, niceDate } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('table');

const AT_ONCE = 4; // questions or articles that a request asks: few, so that rows come soon and a stop is quick
let rows = []; // as the server gave them, with the columns of a file that was loaded
let loaded = []; // the questions of that file: { text, beside }
let alone = false; // one question of every article: each row is an article
let running = null; // ends the asking

// ---- asking ----------------------------------------------------------------------------------------------------------

function filters() {
  const { since, until, sources, names } = page.filters;
  return { since, until, sources: sources.length ? sources : null, names: names.length ? names : null };
}

// The questions of the box; those of the file that was loaded keep its other columns.
function questions() {
  const lines = one('.table-questions').value.split('\n').map((line) => line.trim()).filter(Boolean);
  const waiting = [...loaded];
  return lines.map((text) => {
    const at = waiting.findIndex((row) => row.text.trim() === text);
    return at < 0 ? { text, beside: {} } : waiting.splice(at, 1)[0];
  });
}

async function askAll(asked) {
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const some = asked.slice(at, at + AT_ONCE);
    const found = await ask('batch', { questions: some.map(({ text }) => text) });
    add(found.rows.map((row, i) => ({ ...some[i].beside, ...row })), asked.length);
  }
}

async function askEach(asked) {
  for (const { text, beside } of asked) {
    for (let offset = 0, total = 1; offset < total; offset += AT_ONCE) {
      const found = await ask('each', { question: text, offset, limit: AT_ONCE });
      total = found.total;
      add(found.rows.map((row) => ({ ...beside, ...row })), total * asked.length);
    }
  }
}

function ask(path, value) {
  return page.send(path, { ...value, ...filters() }, { signal: running.signal });
}

async function start() {
  const asked = questions();
  if (!asked.length) return note('Write a question first, one a line.');
  rows = [];
  one('tbody').replaceChildren();
  const each = one('.table-each').checked;
  alone = each && asked.length === 1;
  one('.table-what').textContent = alone ? 'Article' : 'Question';
  one('.table-where').textContent = alone ? 'Source' : 'Article';
  running = new AbortController();
  showRunning(true);
  note('');
  try {
    await (each ? askEach(asked) : askAll(asked));
    count(rows.length);
  } catch (error) {
    if (error.name === 'AbortError') note(`Stopped after ${rows.length}.`);
    else note(error.message);
  } finally {
    running = null;
    showRunning(false);
  }
}

// ---- showing ---------------------------------------------------------------------------------------------------------

function showRunning(shown) {
  one('.table-ask').hidden = shown;
  one('.table-stop').hidden = !shown;
  one('.table-save').hidden = shown || !rows.length;
}

function note(text) {
  one('.table-note').textContent = text;
  one('.table-note').hidden = !text;
}

function count(total) {
  const found = rows.filter((row) => row.found === 'yes').length;
  const done = rows.length < total ? `${rows.length} of ${total} asked` : `${total} asked`;
  one('.table-count').textContent = `${done}, ${found} answered`;
}

function add(more, total) {
  rows.push(...more);
  one('table').hidden = false;
  one('tbody').append(...more.map(rowOf));
  count(total);
}

function rowOf(row) {
  const line = make('tr', row.found === 'yes' ? '' : 'none');
  line.append(cell(alone ? row.article || row.document : row.question));
  const answer = line.appendChild(make('td'));
  if (row.answer) answer.append(make(row.found === 'yes' ? 'strong' : 'span', '', row.answer), ' ');
  if (row.sentence) {
    const { document: id, start, end } = row;
    const open = () => page.openSentence({ id, title: row.article, source: row.source, date: row.date }, { start, end });
    answer.append(makeButton('table-sentence', row.sentence, open));
  }
  line.append(cell(alone ? row.source : row.article), cell(row.date && niceDate(row.date)));
  line.append(cell(row.found === 'yes' ? row.confidence.toFixed(2) : ''));
  return line;
}

function cell(text) {
  const made = make('td', '', text || '');
  made.dir = 'auto';
  return made;
}

// ---- files -----------------------------------------------------------------------------------------------------------

async function load(file) {
  if (!file) return;
  try {
    loaded = await page.call(`questions?${new URLSearchParams({ name: file.name })}`, { method: 'POST', body: file });
  } catch (error) {
    note(error.message);
    return;
  }
  one('.table-questions').value = loaded.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join('\n');
  note(`${page.countName(loaded.length, 'question')} of ${file.name}.`);
}

async function save(form) {
  try {
    const file = await page.send('table', { rows, form }, { as: 'blob' });
    page.save(`answers.${form}`, file.type, file);
  } catch (error) {
    page.say(error.message);
  }
}

one('.table-form').addEventListener('submit', (event) => (event.preventDefault(), running || start()));
one('.table-stop').addEventListener('click', () => running?.abort());
one('.table-load').addEventListener('click', () => one('.table-file').click());
one('.table-file').addEventListener('change', (event) => (load(event.target.files[0]), (event.target.value = '')));
for (const button of one('.table-save').children) button.addEventListener('click', () => save(button.dataset.form));
one('.table-questions').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) one('.table-form').requestSubmit();
});
page.view('table', { part: element, signal, opened: () => one('.table-questions').focus({ preventScroll: true }) });
signal.addEventListener('abort', () => running?.abort());
