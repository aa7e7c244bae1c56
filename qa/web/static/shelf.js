// Where this browser keeps chats and pins: IndexedDB, since the few megabytes beside it hold one conversation.
// Each record has an `id`, and `changed` in milliseconds.
'use strict';

const STORES = ['chats', 'pins'];

function inStore(name, mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('article-qa', 2);
    opening.onupgradeneeded = () => {
      const { result } = opening;
      for (const store of STORES) if (!result.objectStoreNames.contains(store)) result.createObjectStore(store, { keyPath: 'id' });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      const end = (settle, value) => (database.close(), settle(value));
      transaction.oncomplete = () => end(resolve, request?.result);
      transaction.onerror = transaction.onabort = () => end(reject, transaction.error);
    };
  });
}

// The records of one store; `sound` tells those of this version. `trim` keeps so many: those that changed longest ago go.
function shelfOf(name, sound) {
  const shelf = {
    get: (id) => inStore(name, 'readonly', (store) => store.get(id)),
    put: (record) => inStore(name, 'readwrite', (store) => store.put(record)),
    remove: (id) => inStore(name, 'readwrite', (store) => store.delete(id)),

    // All of them, the one that changed last first.
    async all() {
      const found = (await inStore(name, 'readonly', (store) => store.getAll())).filter(sound);
      return found.sort((one, other) => other.changed - one.changed);
    },

    async trim(most) {
      for (const { id } of (await shelf.all()).slice(most)) await shelf.remove(id);
    },
  };
  return shelf;
}
