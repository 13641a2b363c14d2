import { hash, randomBytes } from 'node:crypto';

/** 128 random bits as 22 characters. */
export const newCode = (): string => randomBytes(16).toString('base64url');

/** What is stored of a code. It needs no salt: 128 random bits are not guessed. */
export const hashOf = (code: string): Buffer => hash('sha256', code, 'buffer');
