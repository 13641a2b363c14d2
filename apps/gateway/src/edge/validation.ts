import { DeclaredError, fieldFaults, type HttpRoute, type RouteInput } from '@veza/contracts';
import { z } from 'zod';

const FRENCH = z.locales.fr().localeError;

type Part = 'params' | 'query' | 'body';
type Read = (value: unknown, language: 'en' | 'fr') => unknown;

/**
 * The three validators of a route, made once. Unknown fields of a query or body are refused by name where the schema is
 * strict.
 */
export function validatorOf(route: HttpRoute): (raw: Record<Part, unknown>, language: 'en' | 'fr') => RouteInput<HttpRoute> {
  const params = reader(route.params);
  const query = reader(route.query);
  const body = route.bodyKind === 'json' ? reader(route.body) : () => ({});
  return (raw, language) => ({
    params: params(raw.params, language),
    query: query(folded(raw.query), language),
    body: body(raw.body ?? {}, language),
  });
}

function reader(schema: z.ZodType): Read {
  const nothing = schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
  if (nothing) return () => ({});
  return (value, language) => {
    const result = language === 'fr' ? schema.safeParse(value, { error: FRENCH }) : schema.safeParse(value);
    if (result.success) return result.data;
    throw new DeclaredError('VALIDATION_FAILED', { details: fieldFaults(result.error) });
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
