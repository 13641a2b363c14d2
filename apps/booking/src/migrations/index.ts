import { CreateCabinets1763600000001 } from './1763600000001-create-cabinets.js';
import { CreateOperations1763600000002 } from './1763600000002-create-operations.js';

export const migrations = [CreateCabinets1763600000001, CreateOperations1763600000002];
