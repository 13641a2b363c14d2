import { CreateIdentity1763629200001 } from './1763629200001-create-identity.js';
import { NameOperations1763629200002 } from './1763629200002-name-operations.js';

export const migrations = [CreateIdentity1763629200001, NameOperations1763629200002];
