import { ErrorBody, type HttpRoute, parseJson, REQUEST_EXAMPLES } from '@veza/contracts';
import type { RestResponse } from '../clients/rest.js';
import type { CallerName, Callers } from './callers.js';
import { dependsOnVisibility, type Outcome } from './expected.js';
import type { HttpCase } from './http-case.js';
import { type Matrix, refusalOf, type MatrixRow } from './matrix.js';
import type { Objects } from './objects.js';

const PREFIXES = { veza: '/api/v1', nova: '/api', root: '' };

/** The row of a route. */
export function httpRow(matrix: Matrix, route: HttpRoute, row: HttpCase): Promise<{ expected: MatrixRow; actual: MatrixRow }> {
  const { permission, access } = route;
  const { visibilities = dependsOnVisibility(permission) ? ['public', 'private'] : ['public'] } = row;
  const readsToken = access === 'none' || access === 'optional';
  return matrix.row({ ...row, permission, visibilities, readsToken }, async (caller, objects) =>
    outcomeOf(await send(matrix.callers, route, row, objects, caller), row),
  );
}

async function send(
  callers: Callers,
  { id, method, edition, path, bodyKind }: HttpRoute,
  row: HttpCase,
  objects: Objects,
  name: CallerName,
): Promise<RestResponse> {
  const isNew = row.caller === 'new' && name !== 'anonymous';
  const caller = await (isNew ? callers.create(name) : callers.user(name));
  const { params = {}, query = {}, json, body, headers } = (await row.request?.(objects, caller)) ?? {};
  const filled = path.replace(/:(\w+)/g, (_, param: string) => encodeURIComponent(String(params[param])));
  const search = new URLSearchParams(query).toString();
  const { rest } = callers.system;
  return (caller ? rest.as(caller.accessToken) : rest).call(method, `${PREFIXES[edition]}${filled}${search && `?${search}`}`, {
    body,
    headers,
    ...(bodyKind === 'json' && { json: json ?? REQUEST_EXAMPLES.get(id) }),
  });
}

function outcomeOf(response: RestResponse, { allowedError }: HttpCase): Outcome {
  if (response.status < 400) return 'allowed';
  const { data } = ErrorBody.safeParse(parseJson(response.text));
  if (data && data.code === allowedError) return 'allowed';
  return refusalOf(data?.code) ?? `unexpected ${response.status} ${data?.code}`;
}
