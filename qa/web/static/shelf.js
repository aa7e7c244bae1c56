// Where this browser keeps its chats: IndexedDB, since the few megabytes beside it hold one conversation.
// Each is { id, title, named, changed, turns }: `named` when the user gave the title, `changed` in milliseconds.
'use strict';

const KEPT = 500; // chats; those that changed longest ago go first

function inStore(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('article-qa', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('chats', { keyPath: 'id' });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('chats', mode);
      const request = work(transaction.objectStore('chats'));
      const end = (settle, value) => (database.close(), settle(value));
      transaction.oncomplete = () => end(resolve, request?.result);
      transaction.onerror = transaction.onabort = () => end(reject, transaction.error);
    };
  });
}

const shelf = {
  get: (id) => inStore('readonly', (store) => store.get(id)),
  put: (chat) => inStore('readwrite', (store) => store.put(chat)),
  remove: (id) => inStore('readwrite', (store) => store.delete(id)),

  // All of them, the one that changed last first.
  async all() {
    const found = (await inStore('readonly', (store) => store.getAll())).filter((chat) => Array.isArray(chat.turns));
    return found.sort((one, other) => other.changed - one.changed);
  },

  async trim() {
    for (const { id } of (await shelf.all()).slice(KEPT)) await shelf.remove(id);
  },
};
