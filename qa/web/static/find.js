// Words in the open article: their places take the place of the citations, and are gone through in the same way.

const FINDING = 200; // ms after a key before the article is looked through

let before = null; // { citations, index }: what was shown before words were looked for in the article
let placesShown = null; // the citations that are places of words, once they are shown
let finding = 0;
let looks = 0; // only the latest of several counts

function placeAt(id, text, { start, end }) {
  return citationAt(addressOf(id, start, end, text.slice(start, end).join('')));
}

// Shows the places of `typed` in an article, the one at `start` chosen or else the first; gives how many there are.
async function showPlaces(id, typed, start, options = {}) {
  const look = ++looks;
  const query = new URLSearchParams({ id, query: typed });
  const { count, spans } = await page.call(`find-in?${query}`);
  let { points } = await articleOf(id);
  if (look !== looks) return null;
  const places = spans.map((span) => placeAt(id, points, span));
  const chosen = places[Math.max(0, spans.findIndex((span) => span.start === start))];
  placesShown = places;
  if (chosen) await show(chosen, places, options);
  return count;
}

// An article that a search found, at one of the places.
page.openFound = async function ({ id }, typed, start = null) {
  opener = document.activeElement;
  page.opensOver('panel', dismiss);
  closeFind(false);
  const count = await showPlaces(id, typed, start, { focus: true }).catch(() => 0);
  if (!count) return page.openArticle(id); // found by its title
  openFind(typed);
  showCount(count);
};

function openFind(typed = '') {
  one('.panel-find').hidden = false;
  one('.panel-search').setAttribute('aria-expanded', 'true');
  one('.find-words').value = typed;
}

function closeFind(back) {
  clearTimeout(finding);
  looks += 1;
  placesShown = null;
  one('.panel-find').hidden = true;
  one('.panel-search').setAttribute('aria-expanded', 'false');
  showCount(null);
  if (back && before) show(before.citations[before.index], before.citations, { announce: false });
  before = null;
}

function showCount(count) {
  const told = count === 0 ? 'Not in this article' : count === null ? '' : countName(count, 'place');
  one('.find-count').textContent = told;
}

async function findHere() {
  const typed = one('.find-words').value.trim();
  if (!shown) return;
  before = before || { citations: shown.citations, index: shown.index };
  if (!typed) return showCount(null);
  const count = await showPlaces(shown.article.id, typed, null, { announce: false }).catch((error) => page.say(error.message));
  if (count != null) showCount(count);
}

one('.panel-search').addEventListener('click', () => {
  if (!one('.panel-find').hidden) return closeFind(true);
  openFind();
  one('.find-words').focus();
});
one('.find-words').addEventListener('input', () => {
  clearTimeout(finding);
  finding = setTimeout(findHere, FINDING);
});
one('.panel-find').addEventListener('submit', (event) => event.preventDefault());
one('.find-words').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && shown?.citations === placesShown) step(event.shiftKey ? -1 : 1);
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  closeFind(true);
  one('.panel-search').focus();
});
