// Runs in the head of the page: what has to be there before, or apart from, the parts that Gradio mounts.
// Everything hangs on window.articleQA; the scripts of the parts add to it.
(function () {
  'use strict';
  const page = (window.articleQA = {
    turns: [], // the conversation, as the browser keeps it
    pending: null, // { question, keep }: a question that does not come from the box, on its way to the server
    editing: null, // the turn that the next question from the box replaces, with all after it
  });

  // ---- the document --------------------------------------------------------------------------------------------

  page.one = (selector, root = document) => root.querySelector(selector);
  page.all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Documents are hostile: their text only ever goes into textContent.
  page.make = function (tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text != null) node.textContent = text;
    return node;
  };

  page.makeButton = function (className, text, onClick) {
    const button = page.make('button', className, text);
    button.type = 'button';
    button.addEventListener('click', onClick);
    return button;
  };

  // Gradio may mount a part again: what the mount before listens to ends then.
  const mounts = {};
  page.mounted = function (part) {
    mounts[part]?.abort();
    mounts[part] = new AbortController();
    return mounts[part].signal;
  };

  page.niceDate = function (date) {
    const parsed = new Date(`${date}T00:00:00`);
    if (Number.isNaN(parsed.getTime())) return date || '';
    return parsed.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  };

  page.countName = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

  // ---- light and dark: the system's choice, until the switch is used -------------------------------------------

  const THEME = 'article-qa-theme';

  function chosenTheme() {
    try {
      return localStorage.getItem(THEME);
    } catch {
      return null; // storage may be switched off
    }
  }

  page.applyTheme = function () {
    const chosen = chosenTheme();
    if (chosen && document.body) document.body.classList.toggle('dark', chosen === 'dark');
  };

  page.switchTheme = function () {
    const dark = document.body.classList.toggle('dark');
    try {
      localStorage.setItem(THEME, dark ? 'dark' : 'light');
    } catch {
      // The switch then lasts until the page is loaded again.
    }
  };

  document.addEventListener('DOMContentLoaded', page.applyTheme);
  // Gradio follows the system at any time; a choice made here stays.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTimeout(page.applyTheme));

  // ---- the address: the question asked last, and the filters ------------------------------------------------------

  const LONGEST = 4000; // Gradio repeats the address in its requests, and refuses a very long one

  const first = new URLSearchParams(location.search);
  page.filters = {
    since: first.get('since'),
    until: first.get('until'),
    sources: first.getAll('sources'),
    names: first.getAll('names'),
  };

  // A query with the filters, or with some of them.
  page.withFilters = function (query, { since, until, sources = [], names = [] } = page.filters) {
    for (const [name, value] of Object.entries({ since, until })) if (value) query.set(name, value);
    for (const source of sources) query.append('sources', source);
    for (const name of names) query.append('names', name);
    return query;
  };

  // A link to the page as it is now; without a question, to the filters alone.
  page.address = function (question) {
    const address = new URL(location.href);
    address.search = '';
    address.hash = '';
    if (question) address.searchParams.set('q', question);
    page.withFilters(address.searchParams);
    if (address.search.length > LONGEST) address.searchParams.delete('sources');
    if (address.search.length > LONGEST) address.searchParams.delete('names');
    return address;
  };

  page.setAddress = (question) => page.replaceAddress(page.address(question));

  // The state tells an address made here from a link.
  page.replaceAddress = function (address) {
    history.replaceState({ ...history.state, articleQA: true }, '', address);
    page.addressChanged(address);
  };

  page.questionOfAddress = () => new URLSearchParams(location.search).get('q') || '';

  // Called when the page opens, with the conversation that the browser kept. A link from elsewhere starts one of its
  // own; the page loaded again goes on with its own, even when it was left in the middle of an answer.
  page.opening = function (turns) {
    const question = page.questionOfAddress();
    const last = Array.isArray(turns) && turns.length ? turns[turns.length - 1].asked : '';
    const foreign = question && question !== last && !history.state?.articleQA;
    page.link = question && question !== last ? { question, keep: foreign ? 0 : null } : null;
    page.begun = Boolean(foreign);
    return foreign ? [[]] : [turns];
  };

  // Called once the conversation is there again: the link's question is asked.
  page.opened = function (turns) {
    page.applyTheme(); // Gradio has set its own meanwhile
    page.remember(turns);
    if (page.link) page.ask(page.link);
    page.link = null;
  };

  // ---- asking ----------------------------------------------------------------------------------------------------

  // Ask a question that does not stand in the box; `keep` is how many turns before it stay, null for all.
  // With `alone` it is taken as it stands, whatever was said before; without `dates` so are its words about time.
  page.ask = function ({ question, keep = null, alone = false, dates = true }) {
    page.pending = { question, keep, alone, dates };
    page.trigger('submit');
  };

  // Called with each question on its way to the server; gives the inputs of its handler.
  page.asking = function (typed, turns) {
    const { question, keep, alone = false, dates = true } = page.pending || { question: typed, keep: page.editing };
    page.pending = null;
    const asked = (question || '').trim();
    if (/[\p{L}\p{N}]/u.test(asked)) {
      page.setAddress(asked);
      page.setEditing?.(null);
      page.showChat();
      clearBox(question);
    }
    return [question, turns, { keep, filters: page.filters, alone, dates }];
  };

  // Here and not by an answer of the server: that could arrive after the user has begun to type the next question.
  function clearBox(question) {
    const area = page.one('#ask textarea');
    if (area && area.value === question) page.fillBox('');
  }

  page.fillBox = function (text) {
    const area = page.one('#ask textarea');
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };

  // The field that "/" goes to: that of the view that is shown, else the box of questions.
  page.focusField = function () {
    const own = view && page.one(`#${view.name} input[type="search"]`);
    if (own) own.focus();
    else page.focusBox();
  };

  page.focusBox = () => page.one('#ask textarea')?.focus();
  page.idleBox = () => ({ __type__: 'update', submit_btn: true, stop_btn: false });

  // Take back the turns from `keep` on.
  page.takeBack = function (keep) {
    page.pending = { keep };
    page.trigger('input');
  };

  // Go on with a conversation that was kept, in the place of the one that is open.
  page.goOnWith = function (turns) {
    page.setEditing?.(null);
    page.pending = { keep: turns.length, turns };
    page.trigger('input');
    page.focusBox();
  };

  page.takingBack = function (open) {
    const { keep, turns = open } = page.pending;
    page.pending = null;
    page.setAddress(keep ? turns[keep - 1].asked : '');
    return [turns, { keep, filters: page.filters }];
  };

  page.begun = false; // whether the next answer is the first of a chat of its own

  page.newChat = function () {
    page.begun = true;
    page.setAddress('');
    page.setEditing?.(null);
    page.showChat();
    page.trigger('clear');
    page.focusBox();
  };

  // Called whenever the conversation has changed.
  page.remember = function (turns) {
    page.turns = Array.isArray(turns) ? turns : [];
    page.turnsChanged?.();
    page.keepChat?.();
  };

  // ---- the views that stand in the place of the chat, one at a time ------------------------------------------------------

  let view = null; // the one that is shown: { name, closed }

  page.shows = (name) => view?.name === name;
  page.covered = () => view !== null; // whether the chat is not to be seen

  function mark(name, shown) {
    document.body.classList.toggle(`show-${name}`, shown);
    page.one(`#show-${name}`)?.setAttribute('aria-pressed', String(shown));
  }

  page.showChat = function () {
    if (!view) return;
    const { name, closed } = view;
    view = null;
    mark(name, false);
    closed();
    page.closedOver(name);
  };

  function backToChat() {
    page.showChat();
    page.focusBox();
  }

  // Makes a part of the page a view, which the button #show-NAME of the header shows and hides. Gives what shows it.
  // `opened` is called each time it is shown, `closed` when it no longer is.
  page.view = function (name, { part, signal, opened, closed = () => {} }) {
    function show() {
      if (!page.shows(name)) page.showChat();
      view = { name, closed };
      mark(name, true);
      page.opensOver(name, backToChat);
      opened();
    }
    page.one('.to-chat', part).addEventListener('click', backToChat);
    document.addEventListener(
      'click',
      (event) => event.target.closest?.(`#show-${name}`) && (page.shows(name) ? page.showChat() : show()),
      { signal },
    );
    return show;
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && view && !event.defaultPrevented && !page.panelIsOpen?.()) backToChat();
  });

  // ---- the server --------------------------------------------------------------------------------------------------

  // Gives what the server says (with `as: 'blob'` its bytes), or throws an Error with its one line.
  page.call = async function (path, options = {}) {
    let reply;
    try {
      reply = await fetch(new URL(`api/${path}`, document.baseURI), options);
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      throw new Error('The page cannot reach its server: is it still running?');
    }
    if (reply.ok && options.as === 'blob') return reply.blob();
    const isText = reply.headers.get('content-type')?.startsWith('text/plain');
    const said = isText ? await reply.text() : await reply.json().catch(() => ({}));
    if (!reply.ok) throw new Error(said.error || `The server answered ${reply.status}.`);
    return said;
  };

  page.send = function (path, value, options = {}) {
    const headers = { 'content-type': 'application/json' };
    return page.call(path, { method: 'POST', headers, body: JSON.stringify(value), ...options });
  };

  // ---- the clipboard, files ------------------------------------------------------------------------------------------

  page.copy = async function (text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text); // plain http on another machine than this one has no navigator.clipboard
    }
  };

  function copyBySelection(text) {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.cssText = 'position: fixed; opacity: 0';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }

  page.save = function (name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // Say for a moment, on the button itself, that it has done its work.
  page.confirm = function (button, text = 'Copied') {
    const before = button.textContent;
    if (before === text) return;
    button.textContent = text;
    setTimeout(() => (button.textContent = before), 1200);
  };
})();
