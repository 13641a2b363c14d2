import { createHmac, randomInt } from 'node:crypto';
import type { SecretKey } from '@veza/platform';

export const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 6;
const GROUP_LENGTH = 4;

/** `abcd-efgh-jkmn-pqrs-tuvw-xyz2`: 118 bits each, so that a plain digest is enough (ASVS 5.0, 6.5.2). */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);

const newRecoveryCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-');

/** The same for every spelling in capitals, with spaces, or without hyphens. */
export function digestOfRecoveryCode(key: SecretKey, userId: number, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[\s-]/g, '');
  return createHmac('sha256', key).update(`${userId}:${plain}`).digest();
}
