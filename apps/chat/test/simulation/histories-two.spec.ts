import { test } from '@jest/globals';
import { allHold } from './holds.js';

/** Half of the histories; the other half is a file of its own, so that both processors have some. */
test('1,000 histories: every view is the log’s', () => allHold(1_000, 2), 240_000);
