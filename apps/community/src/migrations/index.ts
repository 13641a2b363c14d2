import { CreateCommunity1764800000024 } from './1764800000024-create-community.js';
import { ListPublications1764800000037 } from './1764800000037-list-publications.js';

export const extensions = [];
export const migrations = [CreateCommunity1764800000024, ListPublications1764800000037];
