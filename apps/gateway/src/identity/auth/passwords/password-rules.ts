import { DeclaredError } from '@veza/contracts';
import { isListed } from './common-passwords.js';

export interface Names {
  username: string;
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
}

/** Refuses what is guessed first. Length is the contract's; `field` is the caller's name for it. */
export function checkPassword(password: string, names: Names, field: string): void {
  const fault = faultOf(spelled(password), ownWords(names));
  if (fault) throw new DeclaredError('VALIDATION_FAILED', { details: [{ field, message: fault }] });
}

function faultOf(password: string, words: readonly string[]): string | undefined {
  if (isCommon(password)) return 'is among the most common passwords';
  if (new Set(password).size < 4) return 'repeats too few characters';
  if (isRun(password)) return 'is a run of neighbouring characters';
  return isOwn(password, words) ? "must not be one's own name, or that of the platform" : undefined;
}

/** So few characters around a word do not make it a password. */
const DECORATION = 4;
/** With fewer characters cut off at either end a password is still a common one. */
const MOST_CUT = 3;
const SHORTEST_CUT = 6;
const SHORTEST_WORD = 3;

/** The words of the platform, which a guesser tries first here. */
const CONTEXT_WORDS = ['veza', 'nova'];

const spelled = (text: string) => text.normalize('NFKC').toLowerCase();

/** A common password in any spelling, once or several times, with digits and signs or a few characters around it. */
function isCommon(password: string): boolean {
  const cut = Array.from({ length: MOST_CUT }, (_, i) => [password.slice(i + 1), password.slice(0, -i - 1)]).flat();
  const candidates = [password, ...cut.filter(({ length }) => length >= SHORTEST_CUT)];
  const texts = candidates.flatMap((text) => [text, unitOf(text)]).flatMap((text) => [text, coreOf(text)]);
  return [...new Set(texts.flatMap(spellingsOf))].some(isListed);
}

/** The letters, and what stands between them. */
const coreOf = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** `abc` of `abcabc`; the text itself when it repeats nothing. */
const unitOf = (text: string) => text.slice(0, (text + text).indexOf(text, 1));

const LETTERS: Record<string, string> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', '€': 'e', $: 's' };

/** Also with the letters that digits and signs stand for; 1 and ! stand for two. */
function spellingsOf(text: string): string[] {
  const letters = text.replace(/[03457@€$]/g, (sign) => LETTERS[sign] ?? sign);
  return [text, letters.replace(/[1!]/g, 'i'), letters.replace(/[1!]/g, 'l')];
}

function ownWords({ username, email, firstName = '', lastName = '' }: Names): string[] {
  const mailbox = email.split('@')[0] ?? '';
  const words = [username, email, mailbox, ...mailbox.split(/[._+-]/), firstName, lastName, ...CONTEXT_WORDS].map(spelled);
  return words.filter(({ length }) => length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);
}

/** Nothing but own words, with a little or a common word around them. */
function isOwn(password: string, words: readonly string[]): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password);
  return rest !== password && (rest.length <= DECORATION || coreOf(rest).length <= DECORATION || isCommon(rest));
}

/** `1234567890`, `abcdefghij`, `9876543210`. */
function isRun(password: string): boolean {
  const steps = [...password].slice(1).map((character, i) => character.charCodeAt(0) - password.charCodeAt(i));
  const wraps = (step: number) => (step === -9 ? 1 : step === 9 ? -1 : step);
  return steps.every((step) => wraps(step) === 1) || steps.every((step) => wraps(step) === -1);
}
