export { FRENCH } from './french.js';
export { languageOf, statedLanguage, type Language } from './language.js';
export { declaredFrom } from './declared-from.js';
export { frenchMessage } from './french-sentences.js';
export { errorIn, toErrorBody, toProblem, type ErrorAnswer, type ErrorCircumstances } from './to-error-body.js';
