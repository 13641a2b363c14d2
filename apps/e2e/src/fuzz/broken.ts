import fc from 'fast-check';
import {
  cursorForged,
  headerSpoilt,
  methodSpoilt,
  querySpoilt,
  stepSpoilt,
  tokenSpoilt,
  typeSpoilt,
} from './broken-addresses.js';
import { fileSpoilt, formFieldSpoilt, formSpoilt } from './broken-forms.js';
import { bodySpoilt, fieldGone, fieldSpoilt, fieldUnknown } from './broken-json.js';
import type { Breaking } from './breaking.js';
import type { Draft } from './draft.js';

/** What is done more often stands here more often. */
const BREAKINGS: readonly Breaking[] = [
  ...[fieldGone, fieldSpoilt, fieldSpoilt, fieldSpoilt, fieldUnknown, bodySpoilt, typeSpoilt],
  ...[stepSpoilt, stepSpoilt, querySpoilt, cursorForged, headerSpoilt, headerSpoilt, tokenSpoilt, methodSpoilt],
  ...[formSpoilt, formSpoilt, formFieldSpoilt, fileSpoilt],
];

/** The same requests, each with exactly one fault. */
export const brokenDrafts = (valid: fc.Arbitrary<Draft>): fc.Arbitrary<Draft> =>
  valid.chain((draft) => fc.oneof(...BREAKINGS.flatMap((breaking) => breaking(draft) ?? [])));
