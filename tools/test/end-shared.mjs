import { afterAll } from '@jest/globals';
import { endShared } from '../../libs/testing/src/shared.js';

/** Loaded by jest before the specs of a process. */
afterAll(endShared);
