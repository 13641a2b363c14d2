import { randomInt } from 'node:crypto';

/**
 * The words of a command. `unit` are the specs beside their code, which need no server. Options go to jest.
 *
 * @typedef {{ kind: 'spec' | 'unit' | 'drill', landing: boolean, patterns: string[], options: string[] }} Arguments
 */

/** Of a landing: what fails there fails again. */
const FIXED_SEED = 20_261_201;
const LANDING = '--landing';

/** @param {string[]} words @returns {Arguments} */
export function readArguments(words) {
  const kind = words[0] === 'unit' || words[0] === 'drill' ? words[0] : 'spec';
  const rest = (kind === 'spec' ? words : words.slice(1)).filter((word) => word !== LANDING);
  const options = rest.findIndex((word) => word.startsWith('-'));
  const end = options < 0 ? rest.length : options;
  return { kind, landing: words.includes(LANDING), patterns: rest.slice(0, end), options: rest.slice(end) };
}

/** Whether the run judges a whole tree, and not files that somebody works on. @param {Arguments} run */
export const isWhole = ({ kind, patterns }) => kind !== 'unit' && patterns.every((pattern) => pattern === 'all');

/** @param {Arguments} run @param {string | undefined} given TEST_SEED */
export const seedOf = ({ landing }, given) => given ?? String(landing ? FIXED_SEED : randomInt(2 ** 31));
