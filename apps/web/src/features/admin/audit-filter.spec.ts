import { expect, test } from '@jest/globals';
import { actionOf, queryOf } from './audit-filter.js';

test('dates are days of the device, both included', () => {
  const { since, until } = queryOf({ from: '2026-03-28', to: '2026-03-29' });
  expect(since).toBe(new Date(2026, 2, 28).toISOString());
  expect(until).toBe(new Date(2026, 2, 30).toISOString());
});

test('the query has what was chosen only', () => {
  expect(queryOf({})).toEqual({});
  expect(queryOf({ moderatorId: 0, action: 'delete room' })).toEqual({ moderator_id: 0, action: 'delete room' });
});

test('an action that the client does not know has no name here', () => {
  expect(actionOf('kick')).toBe('kick');
  expect(actionOf('teleport')).toBeUndefined();
});
