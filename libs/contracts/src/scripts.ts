/** The scripts in common use of UAX 31, without those of Japanese, Chinese and Korean, which are written together. */
const SCRIPTS = [
  'Latin',
  'Arabic',
  'Armenian',
  'Bengali',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Hebrew',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
];
const WRITTEN_TOGETHER = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

const alternatives = [...SCRIPTS.map((script) => [script]), ...WRITTEN_TOGETHER].map(
  (scripts) => `[${['Common', 'Inherited', ...scripts].map((script) => `\\p{scx=${script}}`).join('')}]*`,
);
const ONE_SCRIPT = new RegExp(`^(?:${alternatives.join('|')})$`, 'u');

/** Whether a name is written in one script ("highly restrictive" of UTS 39): a mixture imitates other names. */
export const isOneScript = (name: string): boolean => ONE_SCRIPT.test(name);
