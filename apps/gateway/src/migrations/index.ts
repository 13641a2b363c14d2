import { CreateIdentity1763640000129 } from './1763640000129-create-identity.js';
import { ExtendIdentity1764800000021 } from './1764800000021-extend-identity.js';

export const migrations = [CreateIdentity1763640000129, ExtendIdentity1764800000021];
export const extensions = ['unaccent'];
