/** A line of a Markdown page outside code blocks and tables. */
export interface ProseLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

export interface Link {
  readonly line: number;
  /** A path relative to the page, with its anchor; empty for an anchor in the same page. */
  readonly path: string;
  readonly anchor?: string;
}

const FENCE = /^\s*(```|~~~)/;
const TABLE_ROW = /^\s*\|/;
const LINK = /\[(?:[^\][]|\[[^\]]*\])*\]\(([^()\s]+)\)/g;
const HEADING = /^#{1,6}\s+(.+?)\s*#*$/;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The lines outside fenced code. */
function linesOutsideCode(page: string): ProseLine[] {
  const lines: ProseLine[] = [];
  let fence: string | undefined;
  for (const [index, text] of page.split('\n').entries()) {
    const [, mark] = FENCE.exec(text) ?? [];
    if (mark && (fence === undefined || fence === mark)) fence = fence === undefined ? mark : undefined;
    else if (fence === undefined) lines.push({ number: index + 1, text });
  }
  return lines;
}

const withoutInlineCode = (text: string): string => text.replace(/`[^`]*`/g, '``');

/** Every link to a file or an anchor of the repository; addresses with a scheme are left out. */
export function relativeLinks(page: string): Link[] {
  return linesOutsideCode(page).flatMap(({ number, text }) =>
    [...withoutInlineCode(text).matchAll(LINK)].flatMap(([, target = '']) => {
      if (HAS_SCHEME.test(target)) return [];
      const [path = '', anchor] = target.split('#');
      return [{ line: number, path, anchor }];
    }),
  );
}

/** The anchors of a page's headings, as GitHub derives them. */
export function anchors(page: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { text } of linesOutsideCode(page)) {
    const [, title] = HEADING.exec(text) ?? [];
    if (title === undefined) continue;
    const slug = slugOf(title);
    let anchor = slug;
    for (let copy = 1; found.has(anchor); copy += 1) anchor = `${slug}-${copy}`;
    found.add(anchor);
  }
  return found;
}

function slugOf(title: string): string {
  const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Prose lines above `columns` that could be wrapped: not in code or a table, and more than one unbreakable word. */
export function longLines(page: string, columns: number): ProseLine[] {
  return linesOutsideCode(page).filter(({ text }) => {
    if ([...text].length <= columns || TABLE_ROW.test(text) || HEADING.test(text)) return false;
    const unbreakable = text
      .replace(LINK, (link) => link.replaceAll(' ', '_'))
      .replace(/`[^`]*`/g, (code) => code.replaceAll(' ', '_'));
    return unbreakable
      .trim()
      .replace(/^[-*>]\s+|^\d+\.\s+/, '')
      .includes(' ');
  });
}
