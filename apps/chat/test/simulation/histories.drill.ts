// covers: apps/chat/src, libs/sdk/src/chat
import { test } from '@jest/globals';
import { expectHeld, LONG_MS } from './hold.js';

test('every view of a client equals the log in 10,000 random histories', () => expectHeld(5_000, [1, 2]), LONG_MS);
