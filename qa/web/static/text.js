// The text of an article as the panel shows it: paragraphs, headings and list items, with highlights.

const LONG_LINE = 120; // longer lines are paragraphs of their own, shorter ones may be one wrapped paragraph
const HEADING = /^( {0,3}#{1,6}[ \t]+)(\S.*?)(?:[ \t]+#+)?\s*$/;
const LIST_ITEM = /^\s*([-*+•]|\d{1,3}[.)])\s/;

function linesOf(points) {
  const lines = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && points[at] !== '\n') continue;
    lines.push({ start, end: at, text: points.slice(start, at).join('') });
    start = at + 1;
  }
  return lines;
}

function blocksOf(points) {
  const blocks = [];
  let open = null; // the paragraph that the next line may continue
  for (const { start, end, text } of linesOf(points)) {
    const heading = HEADING.exec(text);
    if (heading) {
      const [, hashes, words] = heading;
      const from = start + hashes.length;
      const tag = `h${Math.min(hashes.trim().length + 2, 6)}`; // the article's title is the h2
      blocks.push({ tag, start: from, end: from + Array.from(words).length });
      open = null;
    } else if (!text.trim()) {
      open = null;
    } else if (open && !LIST_ITEM.test(text)) {
      open.end = end;
      if (end - start > LONG_LINE) open = null;
    } else {
      open = { tag: 'p', start, end, item: LIST_ITEM.test(text) };
      blocks.push(open);
      if (end - start > LONG_LINE) open = null;
    }
  }
  return blocks;
}

// Fill `node` with the text of `block`, marking the part of each span that lies in it.
function fill(node, points, block, spans) {
  let at = block.start;
  for (const span of spans) {
    const from = Math.max(span.start, at);
    const to = Math.min(span.end, block.end);
    if (from >= to) continue;
    node.append(points.slice(at, from).join(''));
    const mark = make('mark', '', points.slice(from, to).join(''));
    mark.dataset.href = span.href;
    if (span.number && to === span.end) mark.append(numberSign(span.number));
    node.append(mark);
    at = to;
  }
  node.append(points.slice(at, block.end).join(''));
}

function numberSign(number) {
  const sign = make('sup', '', number);
  sign.setAttribute('aria-hidden', 'true');
  return sign;
}

function textOf(article, spans) {
  const text = document.createDocumentFragment();
  for (const block of withoutTitle(blocksOf(article.points), article, spans)) {
    const node = make(block.tag, block.item ? 'item' : '');
    node.dir = 'auto';
    node.dataset.start = block.start;
    fill(node, article.points, block, spans);
    text.append(node);
  }
  return text;
}

// An article that begins with its title as a heading does not show it twice, unless it is cited.
function withoutTitle(blocks, article, spans) {
  const [first, ...rest] = blocks;
  const repeated = first && first.tag !== 'p' && article.points.slice(first.start, first.end).join('') === article.title;
  return repeated && !spans.some((span) => span.start < first.end) ? rest : blocks;
}
