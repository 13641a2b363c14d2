import { cabinets } from './cabinets.js';

export * from './cabinets.js';

export const booking = { cabinets };
