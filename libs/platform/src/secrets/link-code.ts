import { randomBytes } from 'node:crypto';

const BYTES = 16;

/** The secret of a link: 128 random bits as 22 characters. Its `digestOf` is stored. */
export const newLinkCode = (): string => randomBytes(BYTES).toString('base64url');
