import { test } from '@jest/globals';
import { allHold } from './holds.js';

/** Half of the histories; the other half is a file of its own, so that both processors have some. */
test('2,500 histories: every view is the log’s', () => allHold(2_500, 2), 240_000);
