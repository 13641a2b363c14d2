import { DeclaredError } from '@veza/contracts';
import { GUESSED_PASSWORDS } from './guessed-passwords.js';

export interface Names {
  username: string;
  email: string;
}

/** Refuses what is guessed first. Length is the contract's; `field` is the caller's name for it. */
export function checkPassword(password: string, { username, email }: Names, field: string): void {
  const fault = faultOf(password.toLowerCase(), username.toLowerCase(), email.toLowerCase());
  if (fault) throw new DeclaredError('VALIDATION_FAILED', { details: [{ field, message: fault }] });
}

function faultOf(password: string, username: string, email: string): string | undefined {
  if (GUESSED_PASSWORDS.has(password) || GUESSED_PASSWORDS.has(password.replace(/[\d\W_]+$/, '')))
    return 'is among the most common passwords';
  if (new Set(password).size < 4) return 'repeats too few characters';
  if (isRun(password)) return 'is a run of neighbouring characters';
  const own = [username, email, email.split('@')[0] ?? ''].filter((name) => name.length > 0);
  return own.some((name) => password.includes(name) && password.length - name.length <= DECORATION)
    ? "must not be one's own name"
    : undefined;
}

/** So few characters around a name do not make it a password. */
const DECORATION = 4;

/** `1234567890`, `abcdefghij`, `9876543210`. */
function isRun(password: string): boolean {
  const steps = [...password].slice(1).map((character, i) => character.charCodeAt(0) - password.charCodeAt(i));
  const wraps = (step: number) => (step === -9 ? 1 : step === 9 ? -1 : step);
  return steps.every((step) => wraps(step) === 1) || steps.every((step) => wraps(step) === -1);
}
