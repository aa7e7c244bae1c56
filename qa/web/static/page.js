// Runs in the head of the page: what has to be there before, or apart from, the article panel.
// Everything hangs on window.articleQA; panel.js adds to it.
(function () {
  'use strict';
  const page = (window.articleQA = {});

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

  // ---- the address: ?q= is the question asked last ---------------------------------------------------------------

  function setQuestion(question) {
    const address = new URL(location.href);
    address.search = '';
    if (question) address.searchParams.set('q', question);
    history.replaceState({ articleQA: true }, '', address); // the state tells an address made here from a link
  }

  // Called when the page opens, with the conversation that the browser kept. A link from elsewhere starts one of its
  // own; the page loaded again goes on with its own, even when it was left in the middle of an answer.
  page.opening = function (turns) {
    const question = new URLSearchParams(location.search).get('q');
    const last = Array.isArray(turns) && turns.length ? turns[turns.length - 1].asked : '';
    return question && question !== last && !history.state?.articleQA ? [[]] : [turns];
  };

  // Called with each question on its way to the server.
  page.asking = function (question) {
    const asked = (question || '').trim();
    if (asked) setQuestion(asked);
    if (asked) clearBox(question);
    return question;
  };

  // Here and not by an answer of the server: that could arrive after the user has begun to type the next question.
  function clearBox(question) {
    const area = document.querySelector('#ask textarea');
    if (!area || area.value !== question) return; // the question came from an example or the address
    area.value = '';
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  page.idleBox = () => ({ __type__: 'update', submit_btn: true, stop_btn: false });

  page.newChat = function () {
    setQuestion('');
    document.querySelector('#ask textarea')?.focus();
    return [];
  };

  // ---- the clipboard ---------------------------------------------------------------------------------------------

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
})();
