// The third part of the library's script: documents dropped onto the page or picked are checked, copied into the
// collection one after the other, and then indexed. What is refused is told with its reason.

const AT_ONCE = 3; // copies at a time
const MOST_FILES = 5000; // a drop of more is a mistake, or a job for the command line

let adding = null; // the AbortController of the copying that runs

// ---- what was dropped: files, also those inside folders ------------------------------------------------------------

async function filesOf(entry, found) {
  if (found.length > MOST_FILES || entry.name.startsWith('.')) return;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\/+/, ''), file });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // at most 100 at a time
    if (!some.length) return;
    for (const inner of some) await filesOf(inner, found);
  }
}

async function filesDropped(transfer) {
  // Taken at once: after the first await the browser has emptied the list.
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  const found = [];
  for (const { entry, file } of dropped) {
    if (entry) await filesOf(entry, found);
    else if (file) found.push({ path: file.name, file });
  }
  return found;
}

function filesPicked(input) {
  const found = [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  input.value = ''; // the same files may be picked again
  return found.filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')));
}

// ---- copying ---------------------------------------------------------------------------------------------------------

const TELLS = /\.[^./]+(\.meta\.yaml)$/i; // title, date and source of the file that it is named after
const kindOf = (path) => (TELLS.exec(path)?.[1] || /\.[^./]+$/.exec(path)?.[0] || '').toLowerCase();

function refusal({ path, file }) {
  const { kinds, largest } = page.state;
  if (!kinds.includes(kindOf(path))) return `${kindOf(path) || 'no suffix'}: not among the kinds that are read (${kinds.join(' ')})`;
  if (!file.size) return 'empty';
  if (file.size > largest) return `${(file.size / 1e6).toFixed(1)} MB, more than the limit of ${largest / 1e6} MB`;
  return '';
}

async function add(found) {
  if (page.state.read_only) return page.say(`Nothing was added: ${page.state.read_only_because}.`);
  if (adding) return page.say('Files are being copied already: wait a moment.');
  if (found.length > MOST_FILES) return page.say(`These are more than ${MOST_FILES.toLocaleString('en')} files: index the folder with the command line.`);
  page.refused = found.map((each) => ({ file: each.path, reason: refusal(each) })).filter(({ reason }) => reason);
  const wanted = found.filter((each) => !refusal(each));
  page.dropped = { ids: new Set(), replaced: new Set(), beside: new Set() }; // what the report after the build is about
  const taken = wanted.length ? await copyAll(wanted) : 0;
  if (taken) await page.rebuild().catch((error) => page.say(error.message));
  else if (page.refused.length) showNothingAdded();
  else if (found.length) page.say('Nothing was added: these files are in the collection already.');
}

// How many were really new. The strip of the header shows the progress, and its button ends it.
async function copyAll(wanted) {
  adding = new AbortController();
  const pending = [...wanted];
  let done = 0;
  let taken = 0;
  async function copyOnAndOn() {
    for (let next = pending.shift(); next && !adding.signal.aborted; next = pending.shift()) {
      if (await copyOne(next)) taken += 1;
      done += 1;
      page.showCopying(done, wanted.length);
    }
  }
  page.showCopying(0, wanted.length, () => adding.abort());
  await Promise.all(Array.from({ length: AT_ONCE }, copyOnAndOn));
  if (adding.signal.aborted) page.say(`Stopped: ${done} of ${wanted.length} files were copied.`);
  adding = null;
  page.showCopying(null);
  return taken;
}

async function copyOne({ path, file }) {
  try {
    const options = { method: 'PUT', body: file, signal: adding.signal };
    const { id, outcome } = await page.call(`documents/${pathOf(path)}`, options);
    if (outcome !== 'same') (TELLS.test(path) ? page.dropped.beside : page.dropped.ids).add(id);
    if (outcome === 'replaced') page.dropped.replaced.add(id);
    return outcome !== 'same';
  } catch (error) {
    if (error.name !== 'AbortError') page.refused.push({ file: path, reason: error.message });
    return false;
  }
}

function showNothingAdded() {
  const [first] = page.refused;
  const more = page.refused.length > 1 ? ` And ${page.refused.length - 1} more.` : '';
  page.say(`Nothing was added. ${first.file}: ${first.reason}.${more}`);
}

// ---- dropping and picking --------------------------------------------------------------------------------------------

const drop = document.body.appendChild(one('.library-drop'));
signal.addEventListener('abort', () => drop.remove());
let inside = 0; // dragenter and dragleave come for every element on the way

const bringsFiles = (event) => [...(event.dataTransfer?.types || [])].includes('Files');

function onDrag(type, handler) {
  document.addEventListener(type, (event) => bringsFiles(event) && (event.preventDefault(), handler(event)), { signal, capture: true });
}

function showDrop(shown) {
  drop.hidden = !shown;
  if (!shown) inside = 0;
}

onDrag('dragenter', () => ((inside += 1), showDrop(!page.state.read_only)));
onDrag('dragleave', () => (inside -= 1) > 0 || showDrop(false));
onDrag('dragover', () => {});
onDrag('drop', async (event) => {
  event.stopPropagation(); // Gradio's own question box would take it
  showDrop(false);
  add(await filesDropped(event.dataTransfer));
});

for (const kind of ['files', 'folder']) {
  const input = one(`.pick-${kind}`);
  one(`.add-${kind}`).addEventListener('click', () => input.click());
  input.addEventListener('change', () => add(filesPicked(input)));
}
