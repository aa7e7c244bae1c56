// What stands under a count: its articles over time, by what they are told apart by, and each with its sentence. The
// message has a link "?tally=" where this is drawn; the turn that the browser keeps has what is told.

const views = new Map(); // turn and part -> { whole, chosen }: what the reader has opened, kept when it is drawn again
const UNITS = { sources: 'Source', days: 'Day', weeks: 'Week', months: 'Month', years: 'Year', people: 'Person' };
const UNDATED = 'undated';

function drawCounts(row, turn) {
  for (const link of all('.message a[href^="?tally="]', row)) {
    const place = link.closest('p');
    const which = link.getAttribute('href').slice('?tally='.length);
    const key = `${turn.at} ${which}`;
    const drawn = place.nextElementSibling?.matches('.counted') ? place.nextElementSibling : null;
    if (drawn?.dataset.key === key) continue;
    drawn?.remove();
    const { tally, numbers } = (which ? turn.answer.parts?.[Number(which)] : turn.answer) || {};
    if (!tally) continue;
    const kept = numbers || turn.answer.citations.map(({ number }) => number);
    place.after(countOf({ turn, key, tally, numbers: numbersOf(tally, kept) }));
  }
}

// Those that count, by what the tally tells of their days; one that was kept by an earlier version does not.
function numbersOf({ times, undated, near }, kept) {
  if (!times || !undated) return kept.filter((number) => !near.includes(number));
  return [...times.flatMap((time) => time.numbers), ...undated].sort((one, other) => one - other);
}

function countOf({ turn, key, tally, numbers }) {
  if (!views.has(key)) views.set(key, { whole: new Set(), chosen: null });
  const view = views.get(key);
  const noun = tally.unit === 'people' ? 'sentence' : 'article';
  const part = make('div', 'counted');
  part.dataset.key = key;
  const said = make('p', 'counted-chosen');
  said.setAttribute('role', 'status');
  const list = make('div');

  const choose = (choice, name, chosen) => {
    view.chosen = view.chosen?.choice === choice ? null : { choice, name, numbers: chosen };
    view.whole.delete('chosen');
    drawList();
    const first = one('a', list);
    if (WIDE.matches && isOpen() && first) show(citationOf(first), citationsBeside(first), { announce: false });
  };

  function drawList() {
    const { chosen } = view;
    for (const button of all('[data-choice]', part)) {
      button.setAttribute('aria-pressed', String(button.dataset.choice === chosen?.choice));
    }
    said.replaceChildren();
    if (chosen) {
      said.append(make('bdi', '', chosen.name), `: ${countName(chosen.numbers.length, noun)} `);
      said.append(makeButton('counted-all', 'List all', () => choose(chosen.choice)));
    }
    const options = { turn, same: tally.same, noun: `${noun}s`, whole: view.whole, name: chosen ? 'chosen' : 'all' };
    list.replaceChildren(listOf(chosen ? chosen.numbers : numbers, options));
  }

  part.append(...overTime(tally, noun, choose), ...groupsOf(tally, noun, view, choose), said, list);
  drawList();
  if (tally.near.length) {
    const options = { turn, same: [], noun: '', whole: view.whole, name: 'near' };
    part.append(make('h3', '', 'Near in meaning, not counted'), listOf(tally.near, options));
  }
  return part;
}

// The chart, where there is more than one bar, and those that have no day.
function overTime({ times = [], undated = [] }, noun, choose) {
  const parts = [];
  if (times.length > 1) {
    const counted = times.map((time) => ({ ...time, count: time.numbers.length }));
    parts.push(barsOf(counted, noun, (bar, { label, numbers }) => choose(bar.dataset.choice, timeName(label), numbers)));
  }
  if (undated.length && times.length) {
    const name = `${undated.length.toLocaleString('en')} without a day`;
    const button = makeButton('counted-undated', name, () => choose(UNDATED, 'Without a day', undated));
    button.dataset.choice = UNDATED;
    parts.push(button);
  } else if (undated.length) {
    parts.push(make('p', 'counted-note', undated.length === 1 ? 'It has no day.' : 'None of them has a day.'));
  }
  return parts;
}

// What is told apart, with a bar each: a row lists what it counts.
function groupsOf({ groups, unit, per, times = [] }, noun, { whole }, choose) {
  if (!groups.length) return [];
  const most = Math.max(...groups.map(({ numbers }) => numbers.length));
  const table = make('table', 'counted-groups');
  const head = table.appendChild(make('thead')).appendChild(make('tr'));
  head.append(make('th', '', UNITS[per || unit] || ''), make('th', 'counted-number', `${noun[0].toUpperCase()}${noun.slice(1)}s`), make('td'));
  const body = table.appendChild(make('tbody'));
  const dated = ['days', 'months', 'years'].includes(per || unit);
  const rowOf = ({ label, numbers }) => {
    const name = label ? (dated ? timeName(label) : label) : 'not told';
    const row = make('tr');
    const header = row.appendChild(make('th'));
    header.scope = 'row';
    const button = header.appendChild(makeButton('counted-group', null, () => choose(button.dataset.choice, name, numbers)));
    button.append(make('bdi', '', name));
    // The same month of the chart is the same choice.
    button.dataset.choice = dated && times.some((time) => time.label === label) ? label : `group ${label}`;
    const bar = make('span', 'counted-bar');
    bar.style.width = `${Math.max(2, (100 * numbers.length) / most)}%`;
    row.append(make('td', 'counted-number', numbers.length.toLocaleString('en')), make('td'));
    row.lastChild.append(bar);
    return row;
  };
  const put = (part, shown) => {
    body.replaceChildren(...shown.map(rowOf));
    if (!table.parentElement) part.prepend(table);
  };
  return [fold(groups, { name: 'groups', noun: 'of these', whole, show: put })];
}

// ---- to ask by another rule ------------------------------------------------------------------------------------------

// "Narrow: …", "Widen: …": the same question with other words behind it.
function askByLink(event) {
  const link = event.target.closest?.('#chat .bot a[href^="?q="]');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const question = new URLSearchParams(link.getAttribute('href')).get('q');
  const row = link.closest('.bot-row');
  const at = all('#chat .bot-row').indexOf(row);
  const turn = page.turns[at];
  // One of several questions is asked for itself, behind them.
  const alone = turn && at === page.turns.length - 1 && !turn.answer.parts?.length;
  page.ask({ question, keep: alone ? at : null, alone: true, dates: turn?.dates });
}
on('click', askByLink, { capture: true });
