// Gradio numbers each question that it takes, and can end none before its page has read that number: an event that ends
// questions, such as "New chat", waits for the numbers that are under way. Else the question would be answered after it.
(function () {
  'use strict';
  const page = window.articleQA;
  const awaited = new Set();
  const fetched = window.fetch;

  window.fetch = function (...given) {
    const reply = fetched(...given);
    if (String(given[0]).includes('/queue/join')) waitFor(reply);
    return reply;
  };

  function waitFor(reply) {
    const number = reply.then(read).catch(() => null); // a request that failed has none to wait for
    awaited.add(number);
    number.then(() => awaited.delete(number));
  }

  // Until Gradio has read the number from this reply, and done with it what it does at once.
  function read(reply) {
    const json = reply.json.bind(reply);
    return new Promise((resolve) => {
      reply.json = () => json().finally(() => setTimeout(resolve));
    });
  }

  // Trigger an event that ends the questions under way; `pending` is what its handler is given.
  page.end = async function (event, pending = null) {
    while (awaited.size) await Promise.all(awaited);
    page.pending = pending;
    page.trigger(event);
  };
})();
