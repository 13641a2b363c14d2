import fc from 'fast-check';
import {
  forgeCursor,
  invalidateHeader,
  changeMethod,
  invalidateQuery,
  invalidatePathParameter,
  invalidateToken,
  invalidateContentType,
} from './address-mutations.js';
import { invalidateFile, invalidateFormField, invalidateForm } from './form-mutations.js';
import { invalidateBody, removeField, invalidateField, addUnknownField } from './json-mutations.js';
import type { Mutation } from './mutation.js';
import type { Draft } from './draft.js';

/** Repeated entries are chosen more often. */
const MUTATIONS: readonly Mutation[] = [
  ...[removeField, invalidateField, invalidateField, invalidateField, addUnknownField, invalidateBody, invalidateContentType],
  ...[
    invalidatePathParameter,
    invalidatePathParameter,
    invalidateQuery,
    forgeCursor,
    invalidateHeader,
    invalidateHeader,
    invalidateToken,
    changeMethod,
  ],
  ...[invalidateForm, invalidateForm, invalidateFormField, invalidateFile],
];

/** The same requests, each with exactly one flaw. */
export const mutatedDrafts = (valid: fc.Arbitrary<Draft>): fc.Arbitrary<Draft> =>
  valid.chain((draft) => fc.oneof(...MUTATIONS.flatMap((mutation) => mutation(draft) ?? [])));
