import { DeclaredError, fieldErrors, type HttpRoute, type RouteInput } from '@veza/contracts';
import { z } from 'zod';
import type { Exchange } from './exchange.js';

/** Values of a body up to which every fault is collected. */
const FULLY_CHECKED = 500;
const FRENCH = z.locales.fr().localeError;

type Part = 'params' | 'query' | 'body';
type Circumstances = Pick<Exchange, 'language' | 'bodyValues'>;
type Read = (value: unknown, circumstances: Circumstances) => unknown;

/**
 * The three validators of a route, made once. Unknown fields of a query or body are refused by name where the schema is
 * strict. A body of more than 500 values is validated up to its first fault, because a fault for each value would cost
 * more than parsing them.
 */
export function validatorOf(
  route: HttpRoute,
): (raw: Record<Part, unknown>, circumstances: Circumstances) => RouteInput<HttpRoute> {
  const params = reader(route.params);
  const query = reader(route.query);
  const body = route.bodyKind === 'json' ? reader(route.body) : () => ({});
  return (raw, circumstances) => ({
    params: params(raw.params, circumstances),
    query: query(folded(raw.query), circumstances),
    body: body(raw.body ?? {}, circumstances),
  });
}

function reader(schema: z.ZodType): Read {
  const nothing = schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
  if (nothing) return () => ({});
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

/** axios writes lists as `tags[]=a`; they are the same as `tags=a`. */
function folded(query: unknown): unknown {
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
