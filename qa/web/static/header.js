// The header: the tools of the page.
'use strict';

const page = window.articleQA;
const { all } = page;
const one = (selector, root = element) => root.querySelector(selector);
const signal = page.mounted('header');

const menu = one('#export-menu');
const exportButton = one('#export');

function openMenu(open) {
  menu.hidden = !open;
  exportButton.setAttribute('aria-expanded', String(open));
  if (open) one('[role="menuitem"]').focus();
}

// The arrows go round the menu; Escape gives the focus back to its button.
function pressInMenu(event) {
  const items = [...menu.querySelectorAll('[role="menuitem"]')];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  } else if (event.key === 'Escape') {
    event.stopPropagation();
    openMenu(false);
    exportButton.focus();
  }
}

async function exportAs({ form, cited }) {
  openMenu(false);
  exportButton.focus();
  if (cited) return page.exportCited(cited);
  if (!page.turns.length) return page.say('There is nothing to export yet: ask a question first.');
  const markdown = form === 'markdown';
  try {
    const text = await page.send('export', { turns: page.turns, form });
    page.save(`conversation.${markdown ? 'md' : 'json'}`, markdown ? 'text/markdown' : 'application/json', text);
  } catch (error) {
    page.say(error.message);
  }
}

function share() {
  const last = page.turns[page.turns.length - 1];
  page.copy(page.shows('timeline') ? location.href : String(page.address(last ? last.asked : '')));
  page.confirm(one('#share span'), 'Link copied');
}

// One line for everybody, screen readers too, that goes away by itself. With an action it stays until it is closed: what
// cannot be undone a moment later was not undoable for whoever reads slowly, or on a slow machine.
let saying = 0;
page.say = function (text, action = null) {
  const toast = page.one('#toast') || document.body.appendChild(page.make('div'));
  toast.id = 'toast';
  toast.setAttribute('role', 'status');
  toast.replaceChildren(page.make('span', '', text));
  const hide = () => (toast.hidden = true);
  if (action) {
    const close = page.makeButton('', '×', hide);
    close.setAttribute('aria-label', 'Close');
    toast.append(page.makeButton('', action.label, () => (hide(), action.run())), close);
  }
  toast.hidden = false;
  clearTimeout(saying);
  if (!action) saying = setTimeout(hide, 5000);
};

one('#new-chat').addEventListener('click', page.newChat);
one('#theme').addEventListener('click', page.switchTheme);
one('#share').addEventListener('click', share);
exportButton.addEventListener('click', () => openMenu(menu.hidden));
menu.addEventListener('keydown', pressInMenu);
for (const item of menu.children) item.addEventListener('click', () => exportAs(item.dataset));
document.addEventListener('click', (event) => event.target.closest?.('.menu-place') || openMenu(false), { signal });
