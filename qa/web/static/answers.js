// What can be done with a question and its answer: copy, judge, ask again, take back, edit.
// The nth row of answers is the nth turn that the browser keeps; a row without its turn is still being answered.

const votes = new Map(); // when a turn was asked -> true (good) or false

page.turnsChanged = () => decorate();

function decorate() {
  const answers = all('#chat .bot-row');
  const questions = all('#chat .user-row');
  answers.forEach((row, at) => {
    decorateRow(row, at, page.turns[at], actionsOf);
    if (page.turns[at]?.answer) drawCounts(row, page.turns[at]);
  });
  questions.forEach((row, at) => decorateRow(row, at, page.turns[at], editorOf));
  readFrom(questions);
}

let readingFrom = ''; // which question was brought to the top last, and whether with its answer

// An answer is read from its question on, as soon as that is asked and once more when the answer has its length.
function readFrom(questions) {
  const key = `${questions.length} ${page.turns[questions.length - 1]?.at || ''}`;
  if (key === readingFrom) return;
  readingFrom = key;
  const question = questions.at(-1);
  const chat = question?.closest('.bubble-wrap');
  if (chat) chat.scrollTop += question.getBoundingClientRect().top - chat.getBoundingClientRect().top - 10;
}

// A row is written again for the next turn that stands in it: what was added for another goes.
function decorateRow(row, at, turn, make) {
  const last = at === page.turns.length - 1;
  const key = turn ? `${at} ${turn.at} ${last}` : '';
  if ((row.dataset.turn || '') === key) return;
  row.dataset.turn = key;
  one('.actions', row)?.remove();
  if (turn) one('.flex-wrap > div', row).append(make(turn, at, last));
}

function actionsOf(turn, at, last) {
  const actions = make('div', 'actions');
  const bar = actions.appendChild(make('div', 'actions-bar'));
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'This answer');
  if (turn.answer) bar.append(action('copy', 'Copy with its sources', (event) => copyAnswer(turn, event.currentTarget)));
  if (last) bar.append(action('retry', 'Ask again', () => askAgain(turn, at)));
  if (last) bar.append(action('undo', 'Take back', () => takeBack(turn, at)));
  if (turn.answer?.found) bar.append(action('timeline', 'Timeline of this', () => page.showTimelineOf(topicOf(turn))));
  if (turn.answer) bar.append(starOn(turn), ...votesOn(turn, actions));
  return actions;
}

function askAgain(turn, at, otherwise = {}) {
  page.ask({ question: turn.asked, keep: at, alone: turn.alone, dates: turn.dates, ...otherwise });
}

// "Search my words instead", "Search any time": links of an answer that ask its question otherwise.
function pickOtherwise(event) {
  const link = event.target.closest?.('#chat .bot a[href^="?as="]');
  if (!link) return;
  event.preventDefault();
  const at = all('#chat .bot-row').indexOf(link.closest('.bot-row'));
  const turn = page.turns[at];
  if (!turn) return;
  if (link.getAttribute('href') === '?as=all') return askAll(turn, at);
  const asTyped = link.getAttribute('href') === '?as=typed';
  if (at === page.turns.length - 1) askAgain(turn, at, asTyped ? { alone: true } : { dates: false });
  // What came after it stays: it is asked anew at the end, where it has to stand alone.
  else if (asTyped) page.ask({ question: turn.asked, alone: true, dates: turn.dates });
  else page.ask({ question: turn.answer.question, alone: true, dates: false });
}

// Without the filter of sources.
function askAll(turn, at) {
  page.setFilters({ sources: [] });
  askOnceMore(turn, at);
}

// What came after it stays: then it is asked anew at the end, where it has to stand alone.
function askOnceMore(turn, at) {
  if (at >= 0 && at === page.turns.length - 1) askAgain(turn, at);
  else page.ask({ question: turn.answer.question, alone: true, dates: turn.dates });
}
on('click', pickOtherwise, { capture: true });

// What a question asks about, without the words that ask.
function topicOf(turn) {
  const asking = /^(who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|will|many|much)\b/i;
  const news = /^(?:(?:the|any|some)\s+)?(?:latest|newest|new|news|update|updates|recent|happened|happening|happens|going|tell|know|known)\b(?:\s+(?:news|developments?|reports?|word|updates?|me|us|on))*\s+(?:on|about|with|to|at|in|of|from|regarding|concerning)\s+/i;
  let topic = turn.answer.question.replace(/[?!.]+$/, '').trim();
  for (let before = ''; before !== topic; ) {
    before = topic;
    topic = topic.replace(asking, '').trim().replace(news, '').trim();
  }
  return topic || turn.answer.question;
}

function editorOf(turn, at) {
  const actions = make('div', 'actions');
  actions.append(action('edit', 'Edit the question', () => edit(turn, at)));
  return actions;
}

function action(name, label, run) {
  const button = page.makeButton(`action ${name}`, null, run);
  button.setAttribute('aria-label', label);
  button.title = label;
  return button;
}

async function copyAnswer(turn, button) {
  try {
    await page.copy(await page.send('export', { turns: [turn], form: 'answer' }));
  } catch (error) {
    return page.say(error.message);
  }
  page.say('Copied, with its sources.');
  button.classList.add('done');
  setTimeout(() => button.classList.remove('done'), 1200);
}

function takeBack(turn, at) {
  page.takeBack(at);
  page.fillBox(turn.asked);
  page.focusBox();
}

function edit(turn, at) {
  page.setEditing(at);
  page.fillBox(turn.asked);
  page.focusBox();
}

// ---- saving a question: it is asked again after each build ---------------------------------------------------------

function savedQuestion({ answer, filters, dates }) {
  const { since, until, sources, names } = filters;
  return {
    question: answer.question,
    since: since || null,
    until: until || null,
    sources: sources?.length ? sources : null,
    names: names?.length ? names : null,
    dates: dates !== false,
  };
}

function starOn(turn) {
  const star = action('star', '', () => switchStar(turn, star));
  star.turn = turn;
  showStar(star);
  return star;
}

function showStar(star) {
  const saved = page.savedId?.(savedQuestion(star.turn));
  star.setAttribute('aria-pressed', String(Boolean(saved)));
  star.title = saved ? 'Saved: asked again after each build' : 'Save this question, to be told when its answer changes';
  star.setAttribute('aria-label', star.title);
}

async function switchStar(turn, star) {
  star.disabled = true;
  const wanted = savedQuestion(turn);
  const id = page.savedId(wanted);
  try {
    await (id ? page.unsave(id) : page.saveQuestion(wanted));
    page.say(id ? 'No longer saved.' : 'Saved: it is asked again after each build.');
  } catch (error) {
    page.say(error.message);
  }
  star.disabled = false;
}

page.savedChanged = () => all('#chat .action.star').forEach(showStar);

// ---- judging an answer: a line in a file on this machine -----------------------------------------------------------

function votesOn(turn, actions) {
  const good = action('good', 'Good answer', () => vote(turn, true, actions));
  const bad = action('bad', 'Bad answer', () => vote(turn, false, actions));
  showVote(turn, good, bad);
  return [good, bad];
}

function showVote(turn, good, bad) {
  good.setAttribute('aria-pressed', String(votes.get(turn.at) === true));
  bad.setAttribute('aria-pressed', String(votes.get(turn.at) === false));
}

async function keepVote(turn, good, comment) {
  const { asked, filters, answer } = turn;
  await page.send('feedback', { question: asked, filters, answer: { ...answer, hits: [] }, good, comment });
}

async function vote(turn, good, actions) {
  try {
    await keepVote(turn, good, '');
  } catch (error) {
    page.say(error.message);
    return;
  }
  votes.set(turn.at, good);
  showVote(turn, one('.good', actions), one('.bad', actions));
  one('.comment', actions)?.remove();
  actions.append(commentOn(turn, good));
}

function commentOn(turn, good) {
  const form = make('form', 'comment');
  const input = make('input');
  input.maxLength = 1000;
  input.placeholder = good ? 'Kept. Add a comment, if you like' : 'Kept. What is wrong with it?';
  input.setAttribute('aria-label', 'Comment on this answer');
  const send = make('button', '', 'Keep');
  form.append(input, send);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (input.value.trim()) await keepVote(turn, good, input.value.trim()).catch((error) => page.say(error.message));
    form.remove();
    page.say('Kept in the feedback file of the index.');
  });
  return form;
}
