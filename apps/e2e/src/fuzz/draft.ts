import fc from 'fast-check';
import { hintsFor } from './hints.js';
import type { OpenApi, Operation } from '../clients/openapi.js';
import { FixtureReference } from './fixture-reference.js';
import { valuesOf } from './schema-values.js';
import { uploadHeaders } from './upload-headers.js';

export const ACTORS = ['anonymous', 'owner', 'stranger', 'moderator', 'admin'] as const;
export type Actor = (typeof ACTORS)[number];

/** Text that is put into an address unchanged: already escaped, or wrongly so. */
export class Escaped {
  constructor(readonly text: string) {}

  toJSON(): string {
    return this.text;
  }
}

export interface Part {
  name: string;
  /** A text field, or the name of a file of `files.ts`. */
  text?: unknown;
  file?: string;
  filename?: string;
}

export type Body =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'raw'; bytes: string; encoding?: 'latin1' }
  | { kind: 'form'; parts: Part[]; end?: 'missing' | 'cut off' }
  | { kind: 'file'; file: string };

/** A request before ids and tokens are resolved: determined by the seed alone, and printed by a failure. */
export interface Draft {
  actor: Actor;
  method: string;
  params: Record<string, unknown>;
  query: readonly (readonly [string, unknown])[];
  headers: Record<string, unknown>;
  body: Body;
  /** The intended flaw; absent in a valid request. */
  flaw?: string;
}

/** Weighted, because most calls are the owner's. */
const actors = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Actor>('owner') },
  { weight: 2, arbitrary: fc.constant<Actor>('admin') },
  { weight: 3, arbitrary: fc.constantFrom<Actor>('anonymous', 'stranger', 'moderator') },
);

const FILES: Record<string, fc.Arbitrary<string>> = {
  audio: fc.constantFrom('tone.wav', 'tone.wav', 'text.txt'),
  picture: fc.constantFrom('dot.png', 'dot.png', 'text.txt'),
  file: fc.constantFrom('tone.wav', 'tone.wav', 'dot.png', 'text.txt'),
};

/** Requests that the document allows. */
export function validDrafts(api: OpenApi, operation: Operation): fc.Arbitrary<Draft> {
  const hint = hintsFor(operation);
  const values = (schema: unknown) => valuesOf(api, schema, hint);
  const place = (where: 'path' | 'query') => operation.parameters.filter((each) => each.in === where);
  const params = place('path').map(({ name, schema }) => [
    name,
    fc.oneof(
      { weight: 8, arbitrary: fc.constant<unknown>(new FixtureReference(fixtureNameOf(operation.path, name, operation.method))) },
      { weight: 1, arbitrary: values(schema) },
    ),
  ]);
  const query = place('query').map(({ name, required, schema }) => {
    const value = hint(name, values(schema)).map((each) => [[name, each] as const]);
    return required ? value : fc.oneof(fc.constant([]), value);
  });
  const drafts = fc.record({
    actor: actors,
    method: fc.constant(operation.method),
    params: fc.record(Object.fromEntries(params), { noNullPrototype: true }),
    query: fc.tuple(...query).map((pairs) => pairs.flat()),
    body: bodies(api, operation, values),
  });
  const fileOf = ({ body }: Pick<Draft, 'body'>) => (body.kind === 'file' ? body.file : undefined);
  return drafts.map((draft) => ({ ...draft, headers: uploadHeaders(operation, fileOf(draft)) }));
}

function bodies(api: OpenApi, { body }: Operation, values: (schema: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<Body> {
  if (!body) return fc.constant({ kind: 'none' });
  if (body.type === 'application/json') return values(body.schema).map((value) => ({ kind: 'json', value }));
  if (body.type !== 'multipart/form-data') return fc.constantFrom('tone.wav', 'dot.png').map((file) => ({ kind: 'file', file }));
  const { properties, required } = api.keywords(body.schema);
  const [fileField = 'file'] = Object.keys(properties);
  const texts = Object.fromEntries(Object.entries(properties).filter(([name]) => name !== fileField));
  const form = { type: 'object', properties: texts, required: required.filter((name) => name !== fileField) };
  return fc.tuple(values(form), FILES[fileField] ?? fc.constant('text.txt'), fc.boolean()).map(([fields, file, fileFirst]) => {
    const parts: Part[] = Object.entries(Object(fields)).map(([name, text]) => ({ name, text }));
    const upload = { name: fileField, file, filename: file };
    return { kind: 'form', parts: fileFirst ? [upload, ...parts] : [...parts, upload] };
  });
}

/** The fixture of a path parameter: a user for `userId`, otherwise the collection before it. */
export function fixtureNameOf(path: string, name: string, method: string): string {
  if (name === 'userId') return 'users';
  if (name === 'messageId') return 'messages';
  if (path.endsWith('/profile/{part}')) return name === 'part' ? 'profileParts' : 'silentUsers';
  if (/\/users\/\{id\}\/(bans|role|sessions)$/.test(path)) return 'silentUsers';
  if (path.endsWith('/users/{id}/second-factors/removal')) return 'lockedOutUsers';
  if (path.endsWith('/retry')) return 'failedTracks';
  if (path.endsWith('/transcodings/{id}/cancel')) return 'waitingTracks';
  if (path.endsWith('/uploads/{id}/preview')) return 'heardUploads';
  if (path.endsWith('/cabinets/{id}/page')) return 'book';
  if (path.endsWith('/resources/{id}/restore')) return 'trashedResources';
  if (path.endsWith('/patients/{id}/merge')) return 'newPatients';
  if (path.endsWith('/legal-hold')) return 'heldPatients';
  if (/\/cabinets\/\{id\}\/retention(\/preview)?$/.test(path)) return 'managedCabinets';
  if (path.endsWith('/restore')) return 'trashedProducts';
  if (path.endsWith('/cancel-following')) return 'seriesAppointments';
  if (method === 'POST' && path.endsWith('/tracks/{id}/link')) return 'privateTracks';
  if (method === 'DELETE' && path.endsWith('/tracks/{id}')) return 'newTracks';
  if (method === 'DELETE' && path.endsWith('/tracks/{id}/audio')) return 'replacedTracks';
  if (name === 'practitionerId') return 'newPractitioners';
  if (path.endsWith('/bots/{id}/api-tokens/{token}') && name === 'token') return 'botTokens';
  const steps = path.split('/');
  return steps[steps.findIndex((step) => step.startsWith(`{${name}}`)) - 1] ?? name;
}
