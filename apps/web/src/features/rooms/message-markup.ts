import { fromMarkdown } from 'mdast-util-from-markdown';
import { PARTS } from './message-parts.js';

/** A part of a message as it is drawn. Nothing else is: no HTML, no image. */
export type Markup =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'block'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Markup[] }
  | { readonly kind: 'list'; readonly start: number | undefined; readonly children: readonly Markup[] }
  | { readonly kind: Container; readonly children: readonly Markup[] };

type Container = 'paragraph' | 'heading' | 'quote' | 'item' | 'strong' | 'emphasis' | 'spoiler';
type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** Of CommonMark: HTML stays text, a definition would hide text, and what is indented or underlined is no markup to writers of messages. */
const DISABLED = ['htmlFlow', 'htmlText', 'definition', 'codeIndented', 'setextUnderline', 'characterReference'];
const DEEPEST = 16;
const MOST = 2_000;
/** Marks outside of code, by which the time of the parser grows faster than by anything else. */
const MOST_MARKS = 200;
const MARK = /[*_`[\]<\\]|!\[|^[ \t]*(?:[>+-]|\d{1,9}[.)])|~~~|^[ \t]*$/gm;
const FENCED = /^ {0,3}(`{3,}|~{3,})[^\n`]*\n[^]*?(?:^ {0,3}\1|$(?![^]))/gm;
/** A line that opens so many quotes and lists is none of a person, and costs the parser most. */
const NESTED = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){13}/m;
const LINKED = /^(?:https?:\/\/|mailto:)/i;

/** Addresses and mentions are set aside under these, so that no mark inside of them is one. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const KEPT = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');
const ALL_PARTS = new RegExp(`(?<![<(])${PARTS.source}`, 'gu');

const KNOWN = new Map<string, readonly Markup[] | undefined>();
const MOST_KNOWN = 200;

/** The parts of a message in Markdown; undefined for one that is shown as text, because it nests too deep or has too many marks. */
export function markupOf(content: string): readonly Markup[] | undefined {
  if (KNOWN.has(content)) return KNOWN.get(content);
  const parsed = parse(content);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(content, parsed);
  return parsed;
}

function parse(content: string): readonly Markup[] | undefined {
  if (NESTED.test(content) || content.includes(OPEN)) return undefined;
  if ((content.replace(FENCED, '').match(MARK)?.length ?? 0) > MOST_MARKS) return undefined;
  const kept: string[] = [];
  const source = content.replace(ALL_PARTS, (part) => `${OPEN}${kept.push(part) - 1}${CLOSE}`);
  const { children } = fromMarkdown(source, { extensions: [{ disable: { null: DISABLED } }] });
  return new Drawing((text) => text.replace(KEPT, (_, at: string) => kept[Number(at)] ?? '')).all(children, 0);
}

/** Draws what it knows, and counts. */
class Drawing {
  private count = 0;

  constructor(private readonly restore: (text: string) => string) {}

  all(nodes: readonly Node[], depth: number): readonly Markup[] | undefined {
    if (depth > DEEPEST) return undefined;
    const drawn: Markup[] = [];
    for (const node of nodes) {
      this.count += 1;
      const one = this.count > MOST ? undefined : this.one(node, depth + 1);
      if (!one) return undefined;
      drawn.push(...one);
    }
    return withSpoilers(drawn);
  }

  private one(node: Node, depth: number): readonly Markup[] | undefined {
    const within = (kind: Container, nodes: readonly Node[]): readonly Markup[] | undefined => {
      const children = this.all(nodes, depth);
      return children && [{ kind, children }];
    };
    switch (node.type) {
      case 'text':
        return [{ kind: 'text', text: this.restore(node.value) }];
      case 'inlineCode':
        return [{ kind: 'code', text: this.restore(node.value) }];
      case 'code':
        return [{ kind: 'block', text: this.restore(node.value) }];
      case 'break':
        return [{ kind: 'text', text: '\n' }];
      case 'thematicBreak':
        return [{ kind: 'rule' }];
      case 'paragraph':
      case 'heading':
      case 'strong':
      case 'emphasis':
        return within(node.type, node.children);
      case 'blockquote':
        return within('quote', node.children);
      case 'listItem':
        return within('item', node.children);
      case 'list': {
        const children = this.all(node.children, depth);
        return children && [{ kind: 'list', start: node.ordered ? (node.start ?? 1) : undefined, children }];
      }
      case 'link': {
        const children = this.all(node.children, depth);
        return children && this.link(node.url, children);
      }
      case 'image':
        return this.link(node.url, [{ kind: 'text', text: this.restore(node.alt || node.url) }]);
      default:
        return undefined; // a node that the parser has with extensions only: the message is text
    }
  }

  /** Other protocols open nothing: the address stands beside its text. */
  private link(url: string, children: readonly Markup[]): readonly Markup[] {
    const href = this.restore(url);
    if (LINKED.test(href)) return [{ kind: 'link', href, children }];
    return [...children, { kind: 'text', text: ` (${href})` }];
  }
}

/** What stands between two `||` of one paragraph, whatever it is. */
function withSpoilers(nodes: readonly Markup[]): readonly Markup[] {
  const pieces = nodes.flatMap<Markup | undefined>((node) => (node.kind === 'text' ? separated(node.text) : [node]));
  const drawn: Markup[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at];
    const end = piece ? at : pieces.indexOf(undefined, at + 1);
    if (piece) drawn.push(piece);
    else if (end <= at + 1) drawn.push({ kind: 'text', text: '||' });
    else {
      drawn.push({ kind: 'spoiler', children: pieces.slice(at + 1, end).filter((each) => each !== undefined) });
      at = end;
    }
  }
  return drawn;
}

/** The text with `undefined` in the place of each `||`. */
const separated = (text: string): (Markup | undefined)[] =>
  text.split('||').flatMap<Markup | undefined>((part, i) => {
    const own: Markup[] = part === '' ? [] : [{ kind: 'text', text: part }];
    return i === 0 ? own : [undefined, ...own];
  });
