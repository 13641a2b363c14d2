import { expect, test } from '@jest/globals';
import { published } from '../stage.mjs';

test('a published manifest has no fields and conditions of this repository', () => {
  const manifest = {
    name: '@veza/sdk',
    private: true,
    nx: {},
    exports: {
      '.': { '@veza/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
  };
  expect(published(manifest)).toEqual({
    name: '@veza/sdk',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
  });
});
