import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ANONYMOUS, ListResources } from '@veza/contracts';
import { resourceConditions } from './resource-query.js';
import { meanRating } from './resource-view.js';

describe('the mean rating', () => {
  test('is the mean of the votes rounded to two places, within their bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 200 }), (votes) => {
        const sum = votes.reduce((total, vote) => total + vote, 0);
        const mean = meanRating(sum, votes.length);
        expect(Math.abs(mean - sum / votes.length)).toBeLessThanOrEqual(0.005 + 1e-9);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...votes));
        expect(mean).toBeLessThanOrEqual(Math.max(...votes));
        expect(String(mean)).toMatch(/^\d(\.\d{1,2})?$/);
      }),
    );
  });

  test('without votes is 0', () => {
    expect(meanRating(0, 0)).toBe(0);
  });
});

describe('a list of resources', () => {
  const where = (caller: Parameters<typeof resourceConditions>[0]) => resourceConditions(caller, ListResources.parse({})).parts;

  test('shows anonymous callers the public ones', () => {
    expect(where(ANONYMOUS).where).toBe('WHERE is_public');
  });

  test('shows a user, also an administrator, the public ones and their own', () => {
    const parts = where({ kind: 'user', userId: 3, sessionId: 's', role: 'admin' });
    expect([parts.where, parts.values]).toEqual(['WHERE (is_public OR uploader_id = $1)', [3]]);
  });
});
