import { createSecretKey } from 'node:crypto';
import type { RpcKeys } from '../src/index.js';

/** One key for every pair, in the processes of the fixtures too. */
const KEY = createSecretKey(Buffer.alloc(32, 7));
export const KEYS: RpcKeys = () => [KEY];
