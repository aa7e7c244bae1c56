// The card on a mark: the sentence and its article, without opening it. Then the pointer and the keys.

const card = make('div', 'card');
card.id = 'card';
card.setAttribute('role', 'tooltip');
card.hidden = true;
document.body.append(card);
mounted.addEventListener('abort', () => card.remove());

let cardLink = null;
let cardTimer = 0;

function hideCard() {
  clearTimeout(cardTimer);
  card.hidden = true;
  cardLink?.removeAttribute('aria-describedby');
  cardLink = null;
}

function wantCard(link, delay) {
  if (cardLink === link) return;
  hideCard();
  cardLink = link;
  cardTimer = setTimeout(() => showCard(link), delay);
}

async function showCard(link) {
  let found;
  try {
    found = await find(citationOf(link));
  } catch {
    return; // the panel will say that the article is gone
  }
  if (cardLink !== link || !link.isConnected || !found.span) return;
  const title = make('div', 'card-title', found.article.title);
  const parts = [make('blockquote', '', quoted(found)), title, make('div', 'card-origin', found.article.origin)];
  for (const part of parts) part.dir = 'auto';
  card.replaceChildren(...parts);
  card.hidden = false;
  placeCard(link.getBoundingClientRect());
  link.setAttribute('aria-describedby', 'card');
}

// Above the mark where there is room, else below it, and always inside the window.
function placeCard(mark) {
  const gap = 8;
  const left = mark.left + mark.width / 2 - card.offsetWidth / 2;
  const above = mark.top - card.offsetHeight - gap;
  card.style.left = `${Math.max(gap, Math.min(innerWidth - card.offsetWidth - gap, left))}px`;
  card.style.top = `${above > gap ? above : mark.bottom + gap}px`;
}

// ---- pointer and keys --------------------------------------------------------------------------------------------------

const linkOf = (event) => (event.target instanceof Element ? event.target.closest(LINK) : null);

function isTyping(event) {
  return event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable=true]');
}

function openLink(event) {
  const link = linkOf(event);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser's own
  event.preventDefault();
  hideCard();
  opener = link;
  page.opensOver('panel', dismiss);
  dismissed = false;
  const byKeyboard = event.detail === 0;
  show(citationOf(link), citationsBeside(link), { focus: byKeyboard || !WIDE.matches });
}

// The arrows go from mark to mark through the answer.
function focusBeside(link, by) {
  const links = all('a[href*="doc="]', link.closest('.message'));
  links[(links.indexOf(link) + by + links.length) % links.length].focus();
}

function press(event) {
  if (event.key === 'Escape') {
    if (event.defaultPrevented) return;
    if (!card.hidden || isOpen()) event.preventDefault(); // nothing else closes with the same key
    if (!card.hidden) hideCard();
    else if (isOpen()) dismiss();
    return;
  }
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { ']': 1, '[': -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by && linkOf(event)) focusBeside(linkOf(event), by);
  else if (by) step(by);
  if (event.key === '/') {
    event.preventDefault();
    page.focusField();
  }
}

on('click', openLink);
on('keydown', press);
on('scroll', hideCard, { capture: true, passive: true });
on('mouseover', (event) => linkOf(event) && wantCard(linkOf(event), CARD_DELAY));
on('mouseout', (event) => linkOf(event) && !linkOf(event).contains(event.relatedTarget) && hideCard());
on('focusin', (event) => linkOf(event)?.matches(':focus-visible') && wantCard(linkOf(event), 0));
on('focusout', (event) => linkOf(event) && hideCard());
