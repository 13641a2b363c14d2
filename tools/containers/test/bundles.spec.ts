import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../../..');
/** The name of a package that a bundle loads from `node_modules` while it runs. */
const LOADED = /(?:createRequire\([^)]*\)|__require|loadPackage(?:Sync)?)\(["'`]([^"'`]+)["'`]/g;
/** ws goes on without them. */
const OPTIONAL = ['bufferutil', 'utf-8-validate'];
const Packages = z.object({ outside: z.array(z.string()) });

test.each(['gateway', 'chat', 'media', 'catalog', 'booking', 'community'])(
  'the image of %s has each package that its bundle loads by name',
  (app) => {
    const dist = join(ROOT, 'apps', app, 'dist');
    const { outside } = Packages.parse(JSON.parse(readFileSync(join(dist, 'packages.json'), 'utf8')));
    const files = readdirSync(dist).filter((name) => name.endsWith('.js'));
    const loaded = files.flatMap((name) =>
      [...readFileSync(join(dist, name), 'utf8').matchAll(LOADED)].map(([, each = '']) => each),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(
      loaded.filter((name) => !isBuiltin(name) && !name.startsWith('node:') && ![...outside, ...OPTIONAL].includes(name)),
    ).toEqual([]);
  },
);
