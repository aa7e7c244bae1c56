// What the chat's messages need: labels, what can be done with them, the panel following the answers.

let rowsSeen = 0;
let answersSeen = ''; // the answer that the panel has followed last
let fromAddress = new URLSearchParams(location.search).has('doc'); // a link's article is not replaced by an answer's

// What Gradio leaves unsaid to a screen reader: it labels a message with its Markdown, for instance.
function label() {
  for (const [kind, name] of [['bot', 'Answer'], ['user', 'Question']]) {
    for (const message of all(`#chat [data-testid="${kind}"][aria-label]:not([aria-label="${name}"])`)) {
      message.setAttribute('role', 'group');
      message.setAttribute('aria-label', name);
    }
  }
  for (const examples of all('#chat .examples[role="list"]')) {
    examples.setAttribute('role', 'group'); // it holds buttons, no list items
    examples.setAttribute('aria-label', 'Example questions');
  }
  for (const [kind, name] of [['submit', 'Ask'], ['stop', 'Stop']]) {
    one(`#ask .${kind}-button:not([aria-label])`, document)?.setAttribute('aria-label', name);
  }
  for (const link of all(`${LINK}[title]`)) {
    link.setAttribute('aria-label', link.title);
    link.removeAttribute('title'); // the card says more
  }
}

// On a wide window the panel opens with the first question and shows the first source of each new answer.
function followChat() {
  const rows = all('#chat .message-row');
  const last = all('#chat .bot-row').pop();
  if (!rows.length) {
    if (rowsSeen) forgetChat();
    rowsSeen = 0;
    return;
  }
  rowsSeen = rows.length;
  if (WIDE.matches && !dismissed && !isOpen() && !page.covered()) open(); // a list that is drawn comes here, too
  const complete = last && one('.message :is(ul, ol)', last);
  const first = complete && one('a[href*="doc="]', last);
  const key = first ? `${rows.length} ${first.getAttribute('href')}` : '';
  if (!key || key === answersSeen) return;
  answersSeen = key;
  if (fromAddress) fromAddress = false;
  else if (complete.tagName === 'OL') showHint(); // no answer: none of the passages is put forward
  else if (WIDE.matches && !dismissed) show(citationOf(first), citationsBeside(first), { announce: false });
}

function forgetChat() {
  answersSeen = '';
  close();
  showHint();
  dismissed = false;
}

function chatChanged() {
  label();
  decorate();
  followChat();
  refreshMarks();
}

let waiting = 0;
const observer = new MutationObserver(() => {
  waiting = waiting || requestAnimationFrame(() => ((waiting = 0), chatChanged()));
});
observer.observe(document.body, { childList: true, subtree: true }); // the chat is mounted after the panel
mounted.addEventListener('abort', () => observer.disconnect());

// ---- a permanent link to one citation ------------------------------------------------------------------------------------

if (fromAddress) {
  const citation = citationAt(location.search);
  show(citation, [citation]);
}
chatChanged();
