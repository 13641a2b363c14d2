import { CreateIdentity1763629200001 } from './1763629200001-create-identity.js';

export const migrations = [CreateIdentity1763629200001];
