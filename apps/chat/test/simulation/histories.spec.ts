import { test } from '@jest/globals';
import { expectHeld, LONG_MS } from './hold.js';

test('every view of a client equals the log in 1,000 random histories', () => expectHeld(1_000, [3]), LONG_MS);
