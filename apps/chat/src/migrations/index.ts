import { CreateChat1763600000001 } from './create-chat.js';

export const migrations = [CreateChat1763600000001];
