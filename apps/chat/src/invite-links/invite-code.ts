import { hash, randomBytes } from 'node:crypto';

const BYTES = 16;

/** 128 random bits as 22 characters. */
export const newInviteCode = (): string => randomBytes(BYTES).toString('base64url');

/** What is stored of a code. It needs no salt: 128 random bits are not guessed. */
export const hashOfCode = (code: string): Buffer => hash('sha256', code, 'buffer');
