// The second part of the header's script: what the server is doing. It is asked now and then, quickly while something
// goes on, so that an open page follows a build wherever it was started.

const IDLE = 10000; // ms between two looks
const BUSY = 700;
const STAGES = { starting: 'Starting', loading: 'Loading the model', reading: 'Reading', indexing: 'Indexing' };

let seen = null; // what was seen last
let looking = 0;
let dismissed = true; // whether the result of the last build was put away, or was never of interest here

async function look() {
  clearTimeout(looking);
  let now;
  try {
    now = await page.call('status');
  } catch (error) {
    showStatus([error.message]);
    looking = setTimeout(look, IDLE / 2);
    return;
  }
  const before = seen;
  page.state = seen = now;
  document.body.classList.toggle('read-only', now.read_only);
  showStatus([...now.status.split(' · '), ...(now.loading ? ['loading the model…'] : [])]);
  showBuilding(now.building, before?.building);
  if (!before || changedBetween(before, now)) page.indexChanged(Boolean(before));
  const busy = now.building.running || now.loading || now.choosing || now.problem;
  looking = setTimeout(look, busy ? BUSY : IDLE);
}

function changedBetween(before, now) {
  return ['generation', 'problem', 'loading', 'openers'].some((name) => before[name] !== now[name]);
}

// Another index, or none, or one that can be asked now: the empty chat and the list of articles follow.
page.indexChanged = function (again) {
  if (again) page.trigger?.('change');
  page.refreshLibrary?.();
  page.refreshFilters?.();
  page.refreshSaved?.();
  page.refreshSearch?.();
};

page.look = function () {
  dismissed = false;
  return look();
};

// A small window leaves the second part of the line out.
function showStatus(parts) {
  const spans = parts.map((part, at) => page.make('span', '', at ? ` · ${part}` : part));
  const text = parts.join(' · ');
  if (one('#status').textContent !== text) one('#status').replaceChildren(...spans);
}

// ---- a build: its progress, then what came of it -----------------------------------------------------------------

function doing({ stage, done, total, percent, rate, mine, queued, seconds_left: left }) {
  if (queued && !mine) return 'Waiting for another build of this index to end…';
  if (stage !== 'embedding') return STAGES[stage] + (stage === 'reading' ? ` ${percent} %` : '') + '…';
  const speed = rate ? ` · ${Math.round(rate).toLocaleString('en')} a second` : '';
  const rest = left == null ? '' : ` · ${duration(left)} left`;
  return `Embedding ${done.toLocaleString('en')} of ${total.toLocaleString('en')} passages${speed}${rest}`;
}

function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${minutes} min`;
}

function outcome({ report, error }) {
  if (error) return error[0].toUpperCase() + error.slice(1);
  if (!report) return '';
  if (page.dropped) return outcomeOfDrop(report);
  const counts = [];
  for (const kind of ['added', 'changed', 'removed']) {
    if (report[kind]) counts.push(`${report[kind].toLocaleString('en')} ${kind}`);
  }
  const skipped = refusals(report).length;
  if (skipped) counts.push(`${skipped.toLocaleString('en')} not read`);
  return counts.length ? `The index is up to date: ${counts.join(', ')}.` : 'The index is up to date: nothing had changed.';
}

// Of the files that were dropped last, whatever else the build found in the folder.
function outcomeOfDrop(report) {
  const { ids, replaced, beside } = page.dropped;
  const unread = new Set(refusals(report).map(({ file }) => file));
  const read = [...ids].filter((id) => !unread.has(id));
  const counts = [
    [read.filter((id) => !replaced.has(id)).length, 'added'],
    [read.filter((id) => replaced.has(id)).length, 'replaced'],
    [[...beside].filter((id) => !unread.has(id)).length, 'described'],
    [refusals(report).length, 'not read'],
  ];
  const told = counts.filter(([count]) => count).map(([count, kind]) => `${count.toLocaleString('en')} ${kind}`);
  return `The index is up to date: ${told.join(', ') || 'nothing had changed'}.`;
}

// What the page itself did not take, and what the build could not read: of a drop, of its own files alone.
function refusals(report) {
  return [...(page.refused || []), ...ofDrop((report && report.skipped) || [])];
}

function ofDrop(files) {
  const ids = page.dropped?.ids;
  return ids ? files.filter(({ file }) => page.dropped.beside.has(file) || ids.has(file) || ids.has(file.split('#')[0])) : files;
}

// What it read otherwise than it stands in the file.
function notes(report) {
  return ofDrop((report && report.notes) || []).map(({ file, text }) => ({ file, reason: text }));
}

function showBuilding(building, before) {
  const strip = one('#building');
  const { running } = building;
  if (before && before.ended < building.ended) dismissed = false; // also of a build that another page began
  strip.hidden = !stopCopying && !running && (dismissed || !(building.report || building.error));
  if (strip.hidden || stopCopying) return;
  strip.classList.toggle('failed', !running && building.outcome === 'failed');
  const text = running ? doing(building) : outcome(building);
  if (one('.building-text').textContent !== text) one('.building-text').textContent = text;
  const bar = one('#building progress');
  bar.hidden = !running;
  if (['embedding', 'reading'].includes(building.stage)) bar.value = building.percent;
  else bar.removeAttribute('value');
  one('.building-cancel').hidden = !running || !(building.mine || building.queued) || page.state.read_only;
  one('.building-close').hidden = running;
  showRefusals(running ? [] : refusals(building.report), running ? [] : notes(building.report));
}

function showRefusals(refused, noted = []) {
  const details = one('.building-details');
  details.hidden = !refused.length && !noted.length;
  const why = `Why ${refused.length === 1 ? 'a file was' : 'some were'} not read`;
  one('.building-details summary').textContent = refused.length ? why : 'What was read otherwise than it stands in its file';
  const items = [...refused, ...noted].map(({ file, reason }) => {
    const item = page.make('li');
    item.append(page.make('b', '', file), `: ${reason}`);
    item.dir = 'auto';
    return item;
  });
  one('.building-details ul').replaceChildren(...items);
}

// Files on their way to the server, before anything is built; null when all are there.
let stopCopying = null;
page.showCopying = function (done, total, stop = null) {
  stopCopying = stop || (done == null ? null : stopCopying);
  if (done == null) return;
  one('#building').hidden = false;
  one('#building').classList.remove('failed');
  one('.building-text').textContent = `Copying ${done.toLocaleString('en')} of ${total.toLocaleString('en')} files`;
  one('#building progress').hidden = false;
  one('#building progress').value = (100 * done) / total;
  one('.building-cancel').hidden = false;
  one('.building-close').hidden = true;
  showRefusals([]);
};

one('.building-close').addEventListener('click', () => {
  dismissed = true;
  one('#building').hidden = true;
});
one('.building-cancel').addEventListener('click', async () => {
  if (stopCopying) return stopCopying();
  one('.building-text').textContent = 'Stopping…';
  await page.call('build', { method: 'DELETE' }).catch((error) => page.say(error.message));
  look();
});

// A page in the background rests; it looks at once when it is seen again.
document.addEventListener('visibilitychange', () => document.hidden || look(), { signal });
signal.addEventListener('abort', () => clearTimeout(looking));
page.state = { read_only: true, read_only_because: 'the page is still being opened', kinds: [] };
look();
