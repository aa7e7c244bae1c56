// What the chat's messages need: labels, the panel following the answers, copying as plain text.

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
    answersSeen = '';
    if (isOpen() && !fromAddress) forgetChat();
    return;
  }
  if (WIDE.matches && !dismissed && !isOpen()) open();
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
  close();
  showHint();
  dismissed = false;
}

function chatChanged() {
  label();
  followChat();
  refreshMarks();
}

let waiting = 0;
const observer = new MutationObserver(() => {
  waiting = waiting || requestAnimationFrame(() => ((waiting = 0), chatChanged()));
});
observer.observe(document.body, { childList: true, subtree: true }); // the chat is mounted after the panel
mounted.signal.addEventListener('abort', () => observer.disconnect());

// ---- copying an answer: Gradio would copy the Markdown --------------------------------------------------------------------

// An answer as plain text: its sentences with [n], then each source with the sentence quoted.
async function plainText(message) {
  const body = [...message.children].filter((node) => node.tagName !== 'UL').map(withMarksAsText);
  const sources = new Map(all('a[href*="doc="]', message).map((link) => [link.getAttribute('href'), citationOf(link)]));
  const lines = [];
  for (const citation of sources.values()) {
    if (!citation.number) continue;
    const found = await find(citation).catch(() => null);
    if (found?.span) lines.push(`[${citation.number}] ${attributed(quoted(found), found.article)}`);
  }
  return [...body, lines.join('\n')].filter(Boolean).join('\n\n');
}

function withMarksAsText(node) {
  const copy = node.cloneNode(true);
  for (const link of all('a[href*="doc="]', copy)) {
    if (/^\d+$/.test(link.textContent.trim())) link.replaceWith(` [${link.textContent.trim()}]`);
  }
  for (const item of all('li', copy)) item.append('\n');
  return copy.textContent.replace(/\u2060/g, '').trim();
}

function messageOf(copyButton) {
  const buttons = copyButton.closest('.message-buttons-left');
  let row = buttons.closest('.message-row');
  for (let node = buttons.previousElementSibling; !row && node; node = node.previousElementSibling) {
    if (node.matches('.message-row')) row = node;
  }
  return row && one('.message .md', row);
}

on('click', (event) => {
  const button = event.target instanceof Element && event.target.closest('#chat .message-buttons-left button');
  const message = button && button.title === 'Copy message' && messageOf(button);
  if (message) setTimeout(async () => page.copy(await plainText(message))); // after Gradio's own
});

// ---- a permanent link to one citation ------------------------------------------------------------------------------------

if (fromAddress) {
  const citation = citationAt(location.search);
  show(citation, [citation]);
}
chatChanged();
