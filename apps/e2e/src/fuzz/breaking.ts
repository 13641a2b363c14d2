import type fc from 'fast-check';
import type { Draft } from './draft.js';

/** Makes one thing wrong with a request; undefined where there is no such thing in it. */
export type Breaking = (draft: Draft) => fc.Arbitrary<Draft> | undefined;
