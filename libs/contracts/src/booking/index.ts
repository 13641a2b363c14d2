import { cabinets } from './cabinets.js';
import { practitioners } from './practitioners.js';

export * from './cabinets.js';
export * from './practitioners.js';

export const booking = { cabinets, practitioners };
