import bannedWords from './banned-words.mjs';
import fileNames from './file-names.mjs';
import noWallClock from './no-wall-clock.mjs';
import noWeakPrimitives from './no-weak-primitives.mjs';
import seededChoices from './seeded-choices.mjs';
import sqlWithReason from './sql-with-reason.mjs';

/** The rules of this repository, for `.oxlintrc.json`. */
export default {
  meta: { name: 'veza' },
  rules: {
    'banned-words': bannedWords,
    'file-names': fileNames,
    'no-wall-clock': noWallClock,
    'no-weak-primitives': noWeakPrimitives,
    'seeded-choices': seededChoices,
    'sql-with-reason': sqlWithReason,
  },
};
