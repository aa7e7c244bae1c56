// The articles of a count, each with its sentence: ten, or all of them. A browser keeps the first citations of a long list
// (`qa/web/listed.py`); the others come from the same question, asked again when they are wanted.

const FOLDED = 10; // lists of more show so many, and the others on demand
const SENTENCE = 300; // characters
const ALIKE = 6; // other copies of a report that are named beside it

const asked = new Map(); // when a turn was asked -> promise of all its citations, by number

const byNumber = (citations) => new Map(citations.map((citation) => [citation.number, citation]));

function everyCitation(turn) {
  if (!asked.has(turn.at)) {
    const promise = askForAll(turn);
    promise.catch(() => asked.delete(turn.at));
    asked.set(turn.at, promise);
  }
  return asked.get(turn.at);
}

async function askForAll(turn) {
  const found = await page.send('ask', { ...savedQuestion(turn), asked_on: turn.at.slice(0, 10) || null });
  const every = byNumber(found.citations);
  const same = turn.answer.citations.every((kept) => {
    const { document: article, start, end, text } = every.get(kept.number) || {};
    return article?.id === kept.document.id && start === kept.start && end === kept.end && text === kept.text;
  });
  if (same && countsOf(found) === countsOf(turn.answer)) return every;
  throw Object.assign(new Error('The articles have changed since this was counted. '), { again: true });
}

// Why a list is not there; when another count would be right, with a way to it.
function sayWhy(note, { message, again }, turn) {
  note.replaceChildren(message);
  if (again) note.append(makeButton('counted-again', 'Count again', () => askOnceMore(turn, page.turns.findIndex((each) => each.at === turn.at))));
}

// How many each of the questions of an answer counts, and by which rule.
const countsOf = ({ tally, parts = [] }) => JSON.stringify([tally, ...parts.map((part) => part.tally)].map((each) => each && [each.articles, each.value, each.rule]));

// ---- one article -----------------------------------------------------------------------------------------------------

function linkOn({ document: article, start, end, text }, shows) {
  const link = make('a', '', shows);
  link.href = addressOf(article.id, start, end, text);
  return link;
}

const titleOf = ({ title, id }) => title.trim() || id;

function markOn(citation) {
  const mark = linkOn(citation, citation.number);
  mark.setAttribute('aria-label', `Source ${citation.number}: ${titleOf(citation.document)}`);
  return mark;
}

function spoken({ speaker, text }) {
  return speaker && !text.replace(/^[^\p{L}]{0,24}/u, '').startsWith(speaker) ? `${speaker}: ` : '';
}

function shortened(text) {
  const points = Array.from(text);
  return points.length > SENTENCE ? `${points.slice(0, SENTENCE).join('').replace(/\s+\S*$/, '')}…` : text;
}

function itemOf(citation, same, cited) {
  const item = make('li');
  const head = item.appendChild(make('div', 'listed-head'));
  const title = linkOn(citation, titleOf(citation.document));
  title.className = 'listed-title';
  title.dir = 'auto';
  const origin = make('em', '', originOf(citation.document));
  head.append(markOn(citation), title, origin);
  const others = (same.find((numbers) => numbers.includes(citation.number)) || [])
    .filter((number) => number !== citation.number && cited.has(number))
    .slice(0, ALIKE);
  if (others.length) head.append('one report with ', ...others.map((number) => markOn(cited.get(number))));
  const told = item.appendChild(make('div', 'listed-told', spoken(citation) + shortened(citation.text)));
  told.dir = 'auto';
  return item;
}

// ---- a list ----------------------------------------------------------------------------------------------------------

// Of `rows` the first, behind them a button for the others; `whole` holds the names of the lists that are shown whole.
// `show` draws them, and gives a promise where it has to fetch them.
function fold(rows, { name, noun, whole, show, turn }) {
  const part = make('div', 'folded');
  const note = make('p', 'folded-note');
  note.setAttribute('role', 'status');
  const more = makeButton('folded-more', '', async () => {
    const open = !whole.has(name);
    more.disabled = true;
    note.textContent = '';
    try {
      await show(part, open ? rows : rows.slice(0, FOLDED), note);
      open ? whole.add(name) : whole.delete(name);
    } catch (error) {
      sayWhy(note, error, turn);
    }
    more.disabled = false;
    say();
    const first = open && whole.has(name) && part.firstElementChild.querySelectorAll('li, tbody tr')[FOLDED];
    (first ? one('a, button', first) : more).focus({ preventScroll: Boolean(first) });
  });
  function say() {
    more.textContent = whole.has(name) ? `Show the first ${FOLDED}` : `Show all ${rows.length.toLocaleString('en')} ${noun}`;
    more.setAttribute('aria-expanded', String(whole.has(name)));
  }
  const ready = show(part, whole.has(name) ? rows : rows.slice(0, FOLDED), note);
  ready?.catch((error) => sayWhy(note, error, turn));
  if (rows.length > FOLDED) part.append(more);
  part.append(note);
  say();
  return part;
}

// The list of some numbers of a count.
function listOf(numbers, { turn, same, ...options }) {
  let cited = byNumber(turn.answer.citations);
  const list = make('ul', 'listed');
  const put = (part, shown) => {
    list.replaceChildren(...shown.filter((number) => cited.has(number)).map((number) => itemOf(cited.get(number), same, cited)));
    if (!list.parentElement) part.prepend(list);
  };
  const show = (part, shown, note) => {
    if (shown.every((number) => cited.has(number))) return put(part, shown);
    note.textContent = 'Fetching the articles…';
    return everyCitation(turn).then((every) => {
      cited = every;
      note.textContent = '';
      put(part, shown);
    });
  };
  return fold(numbers, { ...options, turn, show });
}
