import { describe, expect, test } from '@jest/globals';
import { AREA_NAMES, areasOf, levelsOf, scopesOf } from './token-scopes.js';

describe('scopes in areas', () => {
  test.each(AREA_NAMES)('%s: its scopes belong to it alone, and reading changes nothing', (area) => {
    expect(areasOf(scopesOf(area, 'write'))).toEqual([{ area, level: levelsOf(area).at(-1) }]);
    expect(areasOf(scopesOf(area, 'read'))).toEqual([{ area, level: 'read' }]);
    expect(scopesOf(area, 'read').filter((scope) => !scope.endsWith(':read'))).toEqual([]);
    expect(scopesOf(area, 'none')).toEqual([]);
  });
});
