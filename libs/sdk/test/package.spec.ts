import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { rolldown } from 'rolldown';

const PACKAGE = join(import.meta.dirname, '..');
const KIB = 1_024;
/** The client has so many operations in 7 KiB, and each further one is a name and a path. */
const OPERATIONS = 310;
const BYTES_OF_ONE = 12;

/** Bytes of a program in a browser: bundled, minified and compressed. */
async function sizeOf(program: string): Promise<number> {
  const entry = 'program';
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    plugins: [
      { name: 'program', resolveId: (id) => (id === entry ? id : published(id)), load: (id) => (id === entry ? program : null) },
    ],
  });
  const { output } = await bundle.generate({ minify: true, codeSplitting: false, sourcemapIgnoreList: false });
  await bundle.close();
  return gzipSync(output[0].code).length;
}

/** The published files: those behind the exports of the package. */
const published = (id: string) => (id.startsWith('@veza/sdk') ? join(PACKAGE, 'dist', id.slice(10), 'index.js') : undefined);

const CORE = `import { Veza } from '@veza/sdk';
const veza = new Veza({ baseUrl: '' });
await Promise.all([veza.getMe(), veza.listProducts(), veza.listTracks(), veza.getProduct({ path: { id: 1 } }), veza.signOut()]);`;
const CHAT = `${CORE} import { Chat } from '@veza/sdk/chat'; new Chat(veza).connect();`;
const UPLOAD = `${CORE} import { TrackUpload } from '@veza/sdk'; await new TrackUpload(veza, new Blob([])).run();`;

test('a program pays little for the client, and for chat and uploads only when it uses them', async () => {
  const [core, chat, upload] = [await sizeOf(CORE), await sizeOf(CHAT), await sizeOf(UPLOAD)];
  const methods = await readFile(join(PACKAGE, 'dist/generated/operations.js'), 'utf8');
  const added = methods.split('return this.send(').length - 1 - OPERATIONS;
  expect(core).toBeLessThan(7 * KIB + added * BYTES_OF_ONE);
  expect(chat - core).toBeLessThan(7 * KIB);
  expect(chat - core).toBeGreaterThan(KIB);
  expect(upload - core).toBeLessThan(2 * KIB);
  expect(upload - core).toBeGreaterThan(KIB / 2);
});

test('the package has the built files, its types and its documents, and no sources', async () => {
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
  const { stdout } = await promisify(execFile)('npm', pack, { cwd: PACKAGE });
  const [{ files, name }] = JSON.parse(stdout) as [{ name: string; files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(name).toBe('@veza/sdk');
  expect(paths.filter((path) => !/^dist\/(chat\/|generated\/)?[\w-]+\.(js|d\.ts)$/.test(path)).sort()).toEqual([
    'LICENSE',
    'README.md',
    'package.json',
  ]);
  for (const entry of ['index', 'uploads', 'chat/index'])
    expect(paths).toEqual(expect.arrayContaining([`dist/${entry}.js`, `dist/${entry}.d.ts`]));
  expect(paths.filter((path) => path.includes('spec'))).toEqual([]);
});
