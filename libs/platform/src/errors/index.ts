export { FRENCH } from './french.js';
export { languageOf, statedLanguage, type Language } from './language.js';
export { declaredFrom } from './declared-from.js';
export { toErrorBody, toProblem, type ErrorAnswer, type ErrorCircumstances } from './to-error-body.js';
