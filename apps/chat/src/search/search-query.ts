import { DeclaredError, SearchHas, type SearchMessages, UserId } from '@veza/contracts';

/** The criteria of a search, from operators in `q` or from parameters of their own. */
export interface SearchCriteria {
  readonly words: string;
  /** A user id, or a username that is not resolved yet. */
  readonly from?: number | string;
  readonly room?: string;
  /** ISO 8601. */
  readonly before?: string;
  readonly after?: string;
  readonly has: readonly SearchHas[];
}

const OPERATOR = /(?<![^\s])(from|in|room|before|after|has):(?:"([^"]*)"|(\S+))/gi;

/**
 * Parses the operators of `q`: `répétition from:alice in:general after:2026-01-01 has:link`. A value with spaces stands in
 * quotation marks; a day means its beginning in UTC. A parameter of its own takes precedence over an operator.
 */
export function parseSearch({ q, from, room, before, after, has }: SearchMessages): SearchCriteria {
  const operators: { -readonly [Name in 'from' | 'room' | 'before' | 'after']?: SearchCriteria[Name] } = {};
  const marks = new Set<SearchHas>(has === undefined ? [] : [has]);
  const words = q.replace(OPERATOR, (_, operator: string, quoted: string | undefined, plain: string | undefined) => {
    const value = quoted ?? plain ?? '';
    switch (operator.toLowerCase()) {
      case 'from':
        operators.from = authorOf(value);
        break;
      case 'before':
      case 'after':
        operators[operator.toLowerCase() === 'before' ? 'before' : 'after'] = momentOf(operator, value);
        break;
      case 'has':
        marks.add(markOf(value));
        break;
      default:
        operators.room = value;
    }
    return ' ';
  });
  const criteria: SearchCriteria = {
    words: words.replace(/\s+/g, ' ').trim(),
    from: from ?? operators.from,
    room: room ?? operators.room,
    before: before ?? operators.before,
    after: after ?? operators.after,
    has: [...marks],
  };
  if (!criteria.words && criteria.from === undefined && criteria.has.length === 0)
    throw invalidQuery('name words, from: or has:');
  return criteria;
}

function authorOf(value: string): number | string {
  const id = UserId.safeParse(Number(value));
  return id.success ? id.data : value.replace(/^@/, '');
}

function momentOf(operator: string, value: string): string {
  const at = /^\d{4}-\d{2}-\d{2}(T\S+)?$/.test(value) ? new Date(value) : new Date(NaN);
  if (Number.isNaN(at.getTime())) throw invalidQuery(`${operator}: needs a day like 2026-11-20, or an ISO time`);
  return at.toISOString();
}

function markOf(value: string): SearchHas {
  const mark = SearchHas.safeParse(value.toLowerCase());
  if (!mark.success) throw invalidQuery(`has: knows ${SearchHas.options.join(', ')}`);
  return mark.data;
}

const invalidQuery = (message: string) =>
  new DeclaredError('VALIDATION_FAILED', { message: `q: ${message}`, details: [{ field: 'q', message }] });
