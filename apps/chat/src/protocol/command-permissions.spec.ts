import { expect, test } from '@jest/globals';
import { COMMAND_PERMISSIONS } from '@veza/contracts';
import { HANDLED_COMMANDS } from './command.js';

test('every handled command has a permission', () => {
  expect(Object.keys(COMMAND_PERMISSIONS).sort()).toEqual([...HANDLED_COMMANDS].sort());
});
