// The part of the panel's script that pins: the passage that is selected in the text, else the sentence that is marked.

let selected = null; // { start, end } in code points of the article, or null

// How many code points of its block stand before a place in it; the numbers of marks are no part of the text.
function pointsBefore(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const number of all('sup', before)) number.remove();
  return Array.from(before.textContent).length;
}

function offsetAt(node, offset) {
  const within = node instanceof Element ? node : node.parentElement;
  const block = within?.closest('.panel-text > [data-start]');
  return block ? Number(block.dataset.start) + pointsBefore(block, node, offset) : null;
}

// What is selected of the article's text, without the white space around it; a selection that begins or ends elsewhere,
// as behind a last paragraph, ends with the paragraphs that it holds.
function selectedSpan() {
  const selection = getSelection();
  if (!shown || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const blocks = all('.panel-text > [data-start]', element).filter((block) => range.intersectsNode(block));
  if (!blocks.length || one('.panel-text').hidden) return null;
  const [first, last] = [blocks[0], blocks[blocks.length - 1]];
  let start = offsetAt(range.startContainer, range.startOffset) ?? Number(first.dataset.start);
  let end = offsetAt(range.endContainer, range.endOffset) ?? Number(last.dataset.start) + pointsBefore(last, last, last.childNodes.length);
  const { points } = shown.article;
  while (start < end && !points[start].trim()) start += 1;
  while (end > start && !points[end - 1].trim()) end -= 1;
  return end > start ? { start, end } : null;
}

// What the button would pin now, or null.
function pinnable() {
  const span = selected || shown?.span;
  if (!span) return null;
  const { article } = shown;
  return { document: article, ...span, text: article.points.slice(span.start, span.end).join('') };
}

function drawPin() {
  const button = one('.panel-pin');
  button.quoted = pinnable();
  button.hidden = !button.quoted;
  const pinned = Boolean(button.quoted && page.isPinned?.(button.quoted));
  button.setAttribute('aria-pressed', String(pinned));
  const says = pinned ? 'Pinned' : selected ? 'Pin selection' : 'Pin';
  if (button.textContent !== says) button.textContent = says; // else this would be a change of the page to follow
  button.title = pinned ? 'Remove this pin' : selected ? 'Pin the selected passage' : 'Pin this sentence';
}

page.pinsChanged = drawPin;
on('selectionchange', () => {
  const span = selectedSpan();
  if (span?.start === selected?.start && span?.end === selected?.end) return;
  selected = span;
  drawPin();
});
one('.panel-pin').addEventListener('mousedown', (event) => event.preventDefault()); // the selection stays
one('.panel-pin').addEventListener('click', () => {
  const quoted = pinnable();
  if (quoted) page.togglePin(quoted);
});
