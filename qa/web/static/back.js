// The browser's Back closes what the reader opened over the chat, the last first: an article, a view. It leaves the page
// when nothing is open.
(function () {
  'use strict';
  const page = window.articleQA;
  const open = []; // [{ name, close }], the one opened last at the end

  // One entry of the history stands for all that is open; it is the one that Back takes away.
  function guard() {
    if (!history.state?.over) history.pushState({ ...history.state, articleQA: true, over: true }, '', location.href);
  }

  // Called where the reader opens a part; `close` is what Back does.
  page.opensOver = function (name, close) {
    if (!open.some((each) => each.name === name)) open.push({ name, close });
    guard();
  };

  // Called whenever a part is closed, in whatever way.
  page.closedOver = function (name) {
    const at = open.findIndex((each) => each.name === name);
    if (at < 0) return;
    open.splice(at, 1);
    setTimeout(unguard); // one view may close for another to open
  };

  let own = 0; // steps back that are not the reader's
  let last = ''; // the address, which an older entry does not know

  function unguard() {
    if (open.length || own || !history.state?.over) return; // a step takes a moment, and one is enough
    own += 1;
    last = location.href;
    history.back();
  }

  page.addressChanged = (address) => (last = String(address));

  addEventListener('popstate', () => {
    const top = own ? null : open.pop();
    if (!own && !top) return;
    own = Math.max(0, own - 1);
    history.replaceState({ articleQA: true }, '', last || location.href);
    if (top) top.close();
    if (open.length) guard(); // also for what was opened while the step was under way
  });
})();
