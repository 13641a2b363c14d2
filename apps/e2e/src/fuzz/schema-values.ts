import fc from 'fast-check';
import type { Keywords } from '../clients/openapi.js';

const LONGEST_TEXT = 60;
const MOST_ITEMS = 3;
const WORDS = fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,8})?$/);
/** By pattern: making one takes milliseconds, and a document repeats a few patterns in hundreds of schemas. */
const matching = new Map<string, fc.Arbitrary<string>>();
const MOMENT = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const FORMATS: Record<string, fc.Arbitrary<string>> = {
  email: fc.stringMatching(/^[a-z]{3,10}@example\.test$/),
  uuid: fc.uuid(),
  uri: fc.stringMatching(/^https:\/\/[a-z]{3,10}\.example\/[a-z]{0,8}$/),
  'date-time': MOMENT,
};

/** Reads a schema of a document, with its references resolved. */
export interface SchemaReader {
  keywords(schema: unknown): Keywords;
}

/** Values of properties that the schema does not describe completely. */
export type Hint = (name: string, plain: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;

/** Values that a schema of the document allows. */
export function valuesOf(api: SchemaReader, schema: unknown, hint: Hint): fc.Arbitrary<unknown> {
  const keywords = api.keywords(schema);
  if ('const' in keywords) return fc.constant(keywords.const);
  if (keywords.enum) return fc.constantFrom(...keywords.enum);
  const choices = keywords.anyOf ?? keywords.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => valuesOf(api, each, hint)));
  const types = [keywords.type ?? 'string'].flat();
  return fc.oneof(...types.map((type) => ofType(type, keywords, api, hint)));
}

function ofType(type: string, keywords: Keywords, api: SchemaReader, hint: Hint): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objects(keywords, api, hint);
    case 'array':
      return fc.array(valuesOf(api, keywords.items ?? {}, hint), {
        minLength: keywords.minItems,
        maxLength: Math.max(keywords.minItems, Math.min(keywords.maxItems ?? MOST_ITEMS, MOST_ITEMS)),
      });
    case 'integer':
      return integers(keywords);
    case 'number':
      return fc.oneof(integers(keywords), fc.double({ min: keywords.minimum, max: keywords.maximum, noNaN: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return texts(keywords);
  }
}

function objects({ properties, required }: Keywords, api: SchemaReader, hint: Hint): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, hint(name, valuesOf(api, schema, hint))] as const);
  // Half of the optional fields are left out: some are two names of one field, which a schema cannot express.
  const left = fc.subarray(Object.keys(properties).filter((name) => !required.includes(name)));
  return fc
    .tuple(fc.record(Object.fromEntries(fields), { noNullPrototype: true }), left)
    .map(([whole, names]) => Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name))));
}

/** The minimum, the maximum, and values between. */
function integers({ minimum = -1_000, maximum = Number.MAX_SAFE_INTEGER }: Keywords): fc.Arbitrary<number> {
  const [min, max] = [Math.ceil(Math.max(minimum, Number.MIN_SAFE_INTEGER)), Math.floor(maximum)];
  const few = fc.integer({ min, max: Math.max(min, Math.min(max, min + 50)) });
  return fc.oneof({ weight: 4, arbitrary: few }, { weight: 1, arbitrary: fc.maxSafeInteger().map((n) => clamp(n, min, max)) });
}

const clamp = (n: number, min: number, max: number) => Math.min(max, Math.max(min, n));

function texts({ minLength, maxLength = LONGEST_TEXT, pattern, format }: Keywords): fc.Arbitrary<string> {
  const formatted = FORMATS[format ?? ''];
  if (formatted) return formatted;
  if (pattern !== undefined) return textsMatching(pattern);
  const most = Math.max(minLength, Math.min(maxLength, LONGEST_TEXT));
  const anything = fc.string({ unit: 'grapheme', minLength, maxLength: most }).map((text) => text.slice(0, maxLength));
  const words = WORDS.map((text) => text.slice(0, most).padEnd(minLength, 'x'));
  const longest = fc.constant('w'.repeat(Math.min(maxLength, 6_000)));
  return fc.oneof({ weight: 4, arbitrary: words }, { weight: 2, arbitrary: anything }, { weight: 1, arbitrary: longest });
}

function textsMatching(pattern: string): fc.Arbitrary<string> {
  const known = matching.get(pattern) ?? fc.stringMatching(new RegExp(plain(pattern)));
  matching.set(pattern, known);
  return known;
}

/** fast-check generates texts from patterns, but does not know Unicode classes. */
const plain = (pattern: string) => pattern.replaceAll('\\p{L}', 'a-zé').replaceAll('\\p{N}', '0-9').replaceAll('\\p{Lu}', 'A-Z');
