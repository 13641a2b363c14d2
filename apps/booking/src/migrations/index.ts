import { CreateCabinets1763600000001 } from './1763600000001-create-cabinets.js';

export const migrations = [CreateCabinets1763600000001];
