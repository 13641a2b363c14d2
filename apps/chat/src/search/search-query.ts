import { DeclaredError, SearchHas, type SearchMessages, UserId } from '@veza/contracts';

/** What a search is for, whether it was said in `q` or in parameters of their own. */
export interface Asked {
  readonly words: string;
  /** A user's id, or a name that is still to be found. */
  readonly from?: number | string;
  readonly room?: string;
  /** ISO. */
  readonly before?: string;
  readonly after?: string;
  readonly has: readonly SearchHas[];
}

const OPERATOR = /(?<![^\s])(from|in|room|before|after|has):(?:"([^"]*)"|(\S+))/gi;

/**
 * Reads `q` with its operators: `répétition from:alice in:general after:2026-01-01 has:link`. A value with spaces stands in
 * quotation marks, a day means its beginning (UTC). What a parameter of its own says counts more than an operator.
 */
export function readSearch({ q, from, room, before, after, has }: SearchMessages): Asked {
  const said: { -readonly [Name in 'from' | 'room' | 'before' | 'after']?: Asked[Name] } = {};
  const marks = new Set<SearchHas>(has === undefined ? [] : [has]);
  const words = q.replace(OPERATOR, (_, operator: string, quoted: string | undefined, plain: string | undefined) => {
    const value = quoted ?? plain ?? '';
    switch (operator.toLowerCase()) {
      case 'from':
        said.from = personOf(value);
        break;
      case 'before':
      case 'after':
        said[operator.toLowerCase() === 'before' ? 'before' : 'after'] = momentOf(operator, value);
        break;
      case 'has':
        marks.add(markOf(value));
        break;
      default:
        said.room = value;
    }
    return ' ';
  });
  const asked: Asked = {
    words: words.replace(/\s+/g, ' ').trim(),
    from: from ?? said.from,
    room: room ?? said.room,
    before: before ?? said.before,
    after: after ?? said.after,
    has: [...marks],
  };
  if (!asked.words && asked.from === undefined && asked.has.length === 0) throw refused('name words, from: or has:');
  return asked;
}

function personOf(value: string): number | string {
  const id = UserId.safeParse(Number(value));
  return id.success ? id.data : value.replace(/^@/, '');
}

function momentOf(operator: string, value: string): string {
  const at = /^\d{4}-\d{2}-\d{2}(T\S+)?$/.test(value) ? new Date(value) : new Date(NaN);
  if (Number.isNaN(at.getTime())) throw refused(`${operator}: needs a day like 2026-11-20, or an ISO time`);
  return at.toISOString();
}

function markOf(value: string): SearchHas {
  const mark = SearchHas.safeParse(value.toLowerCase());
  if (!mark.success) throw refused(`has: knows ${SearchHas.options.join(', ')}`);
  return mark.data;
}

const refused = (message: string) =>
  new DeclaredError('VALIDATION_FAILED', { message: `q: ${message}`, details: [{ field: 'q', message }] });
