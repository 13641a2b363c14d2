import type fc from 'fast-check';
import type { Draft } from './draft.js';

/** Adds one flaw to a request; undefined where it does not apply. */
export type Mutation = (draft: Draft) => fc.Arbitrary<Draft> | undefined;
