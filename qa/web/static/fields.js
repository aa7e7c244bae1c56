// The second part of the library's script: an article that states no day has a badge, and a form that tells its day and
// source in a file beside its own.

// In the place of the day. A file of several articles has to say itself which is of when.
function undated(article) {
  if (page.state.read_only) return make('span', 'undated', 'undated');
  if (!article.alone) return make('span', 'undated', 'undated: edit its file');
  const badge = makeButton('undated', 'undated: set', () => askForFields(article, {}));
  badge.setAttribute('aria-label', `undated: set the date of ${article.title || article.id}`);
  return badge;
}

async function askForFields(article, { date = '', source = article.source || '' }) {
  const dialog = one('.library-fields');
  one('.fields-title').textContent = article.title || article.id;
  one('.fields-date').value = date;
  one('.fields-source').value = source;
  one('.fields-note').textContent = `Kept beside the file, in ${article.file}.meta.yaml. The file itself stays as it is.`;
  tellProblem('');
  one('form', dialog).onsubmit = (event) => (event.preventDefault(), save(article));
  dialog.showModal();
  one('.fields-date').focus();
  const { sources } = await page.call('choices').catch(() => ({ sources: [] }));
  one('#fields-sources').replaceChildren(...sources.map((name) => make('option', '', name)));
}

async function save(article) {
  const told = { date: one('.fields-date').value, source: one('.fields-source').value.trim() };
  page.refused = []; // of what was added before
  page.dropped = null;
  one('.fields-yes').disabled = true;
  try {
    await page.send(`documents/${pathOf(article.file)}/fields`, told);
    await page.rebuild();
    one('.library-fields').close();
    page.say(`${article.title || article.id}: ${page.niceDate(told.date)}.`, { label: 'Change', run: () => askForFields(article, told) });
  } catch (error) {
    tellProblem(error.message);
  }
  one('.fields-yes').disabled = false;
}

function tellProblem(text) {
  one('.fields-problem').textContent = text;
  one('.fields-problem').hidden = !text;
}

one('.fields-no').addEventListener('click', () => one('.library-fields').close());

