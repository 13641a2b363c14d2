import { DeclaredError, fieldErrors, type HttpRoute, invalid, parseJson, type RouteInput } from '@veza/contracts';
import { z } from 'zod';
import type { Exchange } from './exchange.js';

/** Values of a body up to which every fault is collected. */
const FULLY_CHECKED = 500;
const FRENCH = z.locales.fr().localeError;

type Part = 'params' | 'query' | 'body';
type Circumstances = Pick<Exchange, 'language' | 'bodyValues'>;
type Read = (value: unknown, circumstances: Circumstances) => unknown;

/**
 * The three validators of a route, made once. An unknown name in a query is refused: a misspelt filter would show other rows.
 * Unknown fields of a body are refused where its schema is strict. The query of the veza edition is first stripped of what
 * its front ends send without a meaning, and that of the nova edition gets its `filters`. A body of more than 500 values is
 * validated up to its first fault, because a fault for each value would cost more than parsing them.
 */
export function validatorOf(
  route: HttpRoute,
): (raw: Record<Part, unknown>, circumstances: Circumstances) => RouteInput<HttpRoute> {
  const params = reader(route.params);
  const query = reader(route.query);
  const meant = route.edition === 'veza' ? meaningful(route.query) : route.edition === 'nova' ? filtered : (raw: object) => raw;
  const named = route.openQuery || route.edition === 'root' ? () => undefined : checked(namesOf(route.query));
  const body = route.bodyKind === 'json' ? reader(route.body) : () => ({});
  return (raw, circumstances) => {
    const meaning = meant(folded(raw.query));
    named(meaning, circumstances);
    return {
      params: params(raw.params, circumstances),
      query: query(meaning, circumstances),
      body: body(raw.body ?? {}, circumstances),
    };
  };
}

function reader(schema: z.ZodType): Read {
  const nothing = schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
  if (nothing) return () => ({});
  return checked(schema);
}

function checked(schema: z.ZodType): Read {
  return (value, { language, bodyValues }) => {
    const context: z.core.ParseContextInternal<z.core.$ZodIssue> = {
      abortEarly: bodyValues > FULLY_CHECKED,
      ...(language === 'fr' && { error: FRENCH }),
    };
    const result = schema.safeParse(value, context);
    if (result.success) return result.data;
    throw new DeclaredError('VALIDATION_FAILED', { details: fieldErrors(result.error) });
  };
}

/**
 * Front ends submit empty fields of their forms, and the first page also of lists that have no numbered pages. Both are as
 * good as absent. A further page of such a list stays an error: it would repeat the first one.
 */
function meaningful(schema: z.ZodType): (query: object) => object {
  const paged = 'page' in shapeOf(schema);
  const counts = ([name, value]: [string, unknown]) => value !== '' && (paged || name !== 'page' || value !== '1');
  return (query) => {
    const entries = Object.entries(query);
    return entries.every(counts) ? query : Object.fromEntries(entries.filter(counts));
  };
}

/** Accepts any values under the names of a query, and no other name. */
const namesOf = (schema: z.ZodType): z.ZodType =>
  z.strictObject(Object.fromEntries(Object.keys(shapeOf(schema)).map((name) => [name, z.unknown().optional()])));

/** What front ends make of an object that they write into an address as it is. */
const NO_TEXT = '[object Object]';

/** The `filters` of seed 003: their JSON stands for names of the query. As an object without a text they are no filters. */
function filtered(query: object): object {
  if (!('filters' in query)) return query;
  const { filters, ...names } = query;
  if (filters === NO_TEXT || filters === '') return names;
  const given: unknown = typeof filters === 'string' ? parseJson(filters) : undefined;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw invalid('filters', 'Must be a JSON object');
  return { ...given, ...names };
}

function shapeOf(schema: z.ZodType): object {
  if (schema instanceof z.ZodObject) return schema.shape;
  return schema instanceof z.ZodPipe && schema.in instanceof z.ZodType ? shapeOf(schema.in) : {};
}

/** axios writes lists as `tags[]=a`; they are the same as `tags=a`. */
function folded(query: unknown): object {
  if (typeof query !== 'object' || query === null) return {};
  const names = Object.keys(query);
  if (!names.some((name) => name.endsWith('[]'))) return query;
  const lists = new Map<string, unknown[]>();
  for (const [name, value] of Object.entries(query)) {
    const plain = name.replace(/\[\]$/, '');
    lists.set(plain, [...(lists.get(plain) ?? []), ...(Array.isArray(value) ? value : [value])]);
  }
  return Object.fromEntries([...lists].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
