import { CreateCommunity1764800000024 } from './1764800000024-create-community.js';

export const extensions = [];
export const migrations = [CreateCommunity1764800000024];
