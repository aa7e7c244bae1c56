// The chats that this browser keeps, in the place of the chat: each is opened, renamed and deleted here.

const page = window.articleQA;
const { make, makeButton } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('chats');

// { id, title, named, changed, turns }: `named` when the user gave the title.
const KEPT = 500;
const shelf = shelfOf('chats', (chat) => Array.isArray(chat.turns));
const OPEN = 'article-qa-chat'; // names the chat that the page loaded again goes on with
const EMPTY = 'Each chat is kept in this browser, and nowhere else, as soon as its first question is answered.';
const TITLE_CHARACTERS = 120;

// ---- keeping the chat that is open ---------------------------------------------------------------------------------------

let open = null; // its id; null before the first answer
let known = null; // when its last turn was asked, as this page wrote it: another page may go on with the same chat
let writing = Promise.resolve(); // one after the other

const lastOf = (turns) => turns[turns.length - 1]?.at ?? null;

function openIs(id, turns) {
  open = id;
  known = lastOf(turns);
  try {
    if (id) localStorage.setItem(OPEN, id);
    else localStorage.removeItem(OPEN);
  } catch {
    // Loaded again, the page then keeps the chat a second time.
  }
}

try {
  open = localStorage.getItem(OPEN);
} catch {
  open = null;
}

async function keep(turns) {
  const before = open && (await shelf.get(open));
  // A chat that was deleted, or that another page has gone on with, stays as it is: this one is kept beside it.
  const mine = before && (known === null ? continues(turns, before.turns) : known === lastOf(before.turns));
  const id = mine ? open : crypto.getRandomValues(new Uint32Array(4)).join('-');
  const title = mine && before.named ? before.title : turns[0].asked.slice(0, TITLE_CHARACTERS);
  const unchanged = mine && lastOf(before.turns) === lastOf(turns) && before.turns.length === turns.length;
  openIs(id, turns);
  if (unchanged) return;
  await shelf.put({ id, title, named: Boolean(mine && before.named), changed: Date.now(), turns });
  if (!mine) await shelf.trim(KEPT);
}

// Whether one conversation is the other, or has begun as it.
function continues(turns, before) {
  return before.every((turn, at) => turn.at === turns[at]?.at);
}

page.keepChat = function () {
  const turns = page.turns;
  writing = writing
    .then(() => {
      if (page.begun) openIs(null, []);
      page.begun = false;
      return turns.length ? keep(turns) : null;
    })
    .catch((error) => console.info(`This chat is not kept: ${error}`))
    .then(() => (page.shows('chats') ? list() : null));
};

// ---- the list ------------------------------------------------------------------------------------------------------------

async function list() {
  try {
    draw(await shelf.all());
  } catch {
    draw([]);
    note('This browser does not let the page keep chats.');
  }
}

function draw(chats) {
  one('.chats-count').textContent = chats.length ? String(chats.length) : '';
  one('.chats-clear').hidden = !chats.length;
  one('ol').replaceChildren(...chats.map(itemOf));
  note(chats.length ? '' : EMPTY);
}

function note(text) {
  one('.chats-note').textContent = text;
  one('.chats-note').hidden = !text;
}

function itemOf(chat) {
  const item = make('li', chat.id === open ? 'is-open' : '');
  const opener = makeButton('chats-open', null, () => goOn(chat));
  if (chat.id === open) opener.setAttribute('aria-current', 'true');
  const title = opener.appendChild(make('span', 'chats-title', chat.title));
  title.dir = 'auto';
  opener.append(make('span', 'chats-when', whenOf(chat)));
  const rename = makeButton('chats-rename', 'Rename', () => renaming(chat, item));
  const remove = makeButton('chats-delete', 'Delete', () => deleted([chat]));
  rename.setAttribute('aria-label', `Rename: ${chat.title}`);
  remove.setAttribute('aria-label', `Delete: ${chat.title}`);
  item.append(opener, rename, remove);
  return item;
}

function whenOf({ changed, turns }) {
  const when = new Date(changed).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return `${when} · ${page.countName(turns.length, 'question')}`;
}

function goOn({ id, turns }) {
  writing = writing.then(() => {
    page.begun = false;
    openIs(id, turns);
    page.showChat();
    page.goOnWith(turns);
  });
}

function renaming(chat, item) {
  const input = make('input');
  input.value = chat.title;
  input.maxLength = TITLE_CHARACTERS;
  input.setAttribute('aria-label', 'Name of this chat');
  item.replaceChildren(input);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault(); // Escape leaves the name, not the list
    if (event.key === 'Escape') input.value = chat.title;
    input.blur();
  });
  input.addEventListener('blur', () => named(chat, input.value.trim()), { once: true });
  input.select();
}

async function named(chat, title) {
  if (title && title !== chat.title) await changed(() => shelf.put({ ...chat, title, named: true }));
  list();
}

async function deleted(chats) {
  await changed(() => Promise.all(chats.map(({ id }) => shelf.remove(id))));
  await list();
  one('h2').focus({ preventScroll: true });
  const what = chats.length === 1 ? 'The chat is' : `${chats.length} chats are`;
  page.say(`${what} deleted.`, {
    label: 'Undo',
    run: () => changed(() => Promise.all(chats.map(shelf.put))).then(list),
  });
}

// Behind what is being written, so that neither writes over the other.
function changed(work) {
  writing = writing.then(work).catch((error) => page.say(`This browser keeps no more chats: ${error.message}`));
  return writing;
}

one('.chats-clear').addEventListener('click', () => shelf.all().then(deleted));
page.view('chats', {
  part: element,
  signal,
  opened() {
    list();
    one('h2').focus({ preventScroll: true });
  },
});
page.keepChat();
