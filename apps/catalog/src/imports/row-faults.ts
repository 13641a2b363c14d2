import { MOST_PICTURES } from '@veza/contracts';
import type { z } from 'zod';

const AMOUNT = 'must be an amount such as 1234.50, from 0 to 9999999999.99';
const PRICES = 'must be prices such as USD 13.90, JPY 1500';
const PICTURES = `must be at most ${MOST_PICTURES} addresses such as https://example.com/front.jpg`;
const UNKNOWN = 'is no known column';
/** Those of the contracts; zod has others. */
const SENTENCE = /^must /;
const EMPTY = 'must not be empty';

/** What is wrong with one field of a row. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** All faults of a row as sentences for the owner of the file, who knows spreadsheets and no types. */
export function fieldFaults({ issues }: z.ZodError): FieldFault[] {
  const faults = issues.flatMap((issue): FieldFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field, message: UNKNOWN }))
      : [{ field: issue.path.join('.'), message: sentenceOf(issue) }],
  );
  return faults.filter(({ field }, i) => faults.findIndex((each) => each.field === field) === i);
}

function sentenceOf(issue: Issue): string {
  const [field] = issue.path;
  if (issue.message.endsWith('received null')) return EMPTY;
  if (field === 'price') return AMOUNT;
  if (field === 'pictures') return PICTURES;
  if (field === 'prices' && issue.code !== 'custom') return PRICES;
  if (issue.code === 'invalid_type') return issue.expected === 'string' ? 'must be a text' : 'must be a whole number';
  if (issue.code === 'too_big')
    return issue.origin === 'string' ? `must have at most ${issue.maximum} characters` : `must not be more than ${issue.maximum}`;
  if (issue.code === 'too_small') return issue.origin === 'string' ? EMPTY : `must be at least ${issue.minimum}`;
  return SENTENCE.test(issue.message) ? issue.message : 'is not valid';
}
