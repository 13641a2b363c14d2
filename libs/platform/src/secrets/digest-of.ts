import { hash } from 'node:crypto';

/** SHA-256: what is stored of a random secret. It cannot be guessed, so it needs no salt and no slow hash. */
export const digestOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');
