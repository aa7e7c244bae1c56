// The timeline of a topic, in the place of the chat: dated sentences, each of which opens its article.
'use strict';

const page = window.articleQA;
const { make, makeButton, niceDate } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('timeline');

let requests = 0; // only the latest of several answers counts

const show = page.view('timeline', {
  part: element,
  signal,
  opened: () => one('.timeline-topic').focus({ preventScroll: true }),
  closed: () => setAddress(''),
});

// The address names the topic while it is shown, so that it can be kept, shared and loaded again.
function setAddress(topic) {
  const address = page.address(page.questionOfAddress());
  if (topic) address.searchParams.set('timeline', topic);
  page.replaceAddress(address);
}

// Open the view with the timeline of a topic.
page.showTimelineOf = function (topic) {
  one('.timeline-topic').value = topic;
  show();
  setAddress(topic);
  tell(topic);
};

async function tell(topic) {
  const request = ++requests;
  const query = page.withFilters(new URLSearchParams({ topic, limit: 50 }));
  draw([], 'Searching the articles…');
  let events;
  try {
    events = await page.call(`timeline?${query}`);
  } catch (error) {
    if (request === requests) draw([], error.message);
    return;
  }
  if (request === requests) draw(events, events.length ? '' : 'The articles tell nothing of this.');
}

function draw(events, note) {
  one('ol').replaceChildren(...events.map(eventOf));
  one('.timeline-note').textContent = note;
  one('.timeline-note').hidden = !note;
  one('.timeline-count').textContent = events.length ? page.countName(events.length, 'event') : '';
}

function eventOf({ day, stated, citation }) {
  const item = make('li');
  const when = make('time', '', niceDate(day));
  when.dateTime = day;
  if (!stated) when.title = 'The day of the article';
  const told = makeButton('timeline-told', citation.text, () => page.openSentence(citation.document, citation));
  told.dir = 'auto';
  const { title, id, source, date } = citation.document;
  const origin = make('p', 'timeline-origin', [title || id, source, niceDate(date)].filter(Boolean).join(' · '));
  origin.dir = 'auto';
  item.append(when, told, origin);
  if (citation.also.length) item.append(alsoOf(citation.also));
  return item;
}

function alsoOf(copies) {
  const line = make('p', 'timeline-also', 'Also in ');
  for (const copy of copies) {
    const { title, id, source } = copy.document;
    line.append(makeButton('timeline-copy', source || title || id, () => page.openSentence(copy.document, copy)), ' ');
  }
  return line;
}

one('.timeline-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const topic = one('.timeline-topic').value.trim();
  if (topic) page.showTimelineOf(topic);
});
const linked = new URLSearchParams(location.search).get('timeline');
if (linked) {
  // The address stays as it came: whether it is a link from elsewhere is still to be told by it.
  one('.timeline-topic').value = linked.slice(0, 500);
  show();
  tell(linked.slice(0, 500));
}
