import { readFileSync } from 'node:fs';
import type { Fields } from './test-client.js';

/** One marked JSON block of a page in docs/protocol; the marks are explained in its README.md. */
export interface PageExample {
  readonly by: 'client' | 'client bob' | 'server' | 'server carol' | 'server sample';
  readonly frame: Fields & { readonly type: string };
  /** Where it stands, for the message of a failure. */
  readonly place: string;
}

const BLOCK = /^```json ([a-z ]+)\n([\s\S]*?)^```$/gm;
const MARKS: readonly PageExample['by'][] = ['client', 'client bob', 'server', 'server carol', 'server sample'];

/** The examples of a page, in its order. Throws for a block that is marked otherwise, or is no frame. */
export function examplesOf(page: string): PageExample[] {
  const text = readFileSync(new URL(`../../../docs/protocol/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(BLOCK)].map(({ 1: mark, 2: json = '', index }) => {
    const place = `docs/protocol/${page}:${text.slice(0, index).split('\n').length}`;
    const by = MARKS.find((each) => each === mark);
    if (!by) throw new Error(`${place}: ${mark} is no mark`);
    const frame = JSON.parse(json) as Fields;
    if (typeof frame.type !== 'string') throw new Error(`${place}: a frame has a type`);
    return { by, frame: { ...frame, type: frame.type }, place };
  });
}

/** The sentences of an error can change. */
const SENTENCES: ReadonlySet<string> = new Set(['message', 'suggestion']);

/**
 * A frame without the values that the README lets differ: times, UUIDs, tokens, sentences, and the number of a user
 * name.
 */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, 'code' in value && SENTENCES.has(key) ? typeof each : comparable(each)]),
    );
  if (typeof value === 'number') return value > 1_700_000_000_000 ? '<time>' : value;
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return '<time>';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return '<uuid>';
  return value.replace(/\?token=\S+$/, '?token=<token>').replace(/^(alice|bob)_\d+$/, '$1');
}
