/**
 * Limits of tests are written for a quiet machine; a run measures how much longer they are on this one
 * (`tools/test/patience.mjs`). Only a failure lasts longer by it.
 */
export const PATIENCE = Number(process.env['TEST_PATIENCE'] ?? 3);

/** A limit for this machine. @param ms on a quiet one */
export const patient = (ms: number): number => Math.round(ms * PATIENCE);
