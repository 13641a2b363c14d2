import { CountHistory1763600000002 } from './count-history.js';
import { CreateChat1763600000001 } from './create-chat.js';
import { MarkWords1763600000003 } from './mark-words.js';

export const migrations = [CreateChat1763600000001, CountHistory1763600000002, MarkWords1763600000003];
