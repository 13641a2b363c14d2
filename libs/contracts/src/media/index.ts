import { objects } from './objects.js';

export * from './objects.js';

export const media = { objects };
