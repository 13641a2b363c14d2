import { freePort } from '@veza/testing';

/** Distinct ports without a listener. */
export const freePorts = (count: number): Promise<number[]> => Promise.all(Array.from({ length: count }, () => freePort()));
