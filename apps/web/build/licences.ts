import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Writes the licences of the packages whose code is in the build: their authors ask for that with every copy. */
export function licences(): Plugin {
  return {
    name: 'veza:licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].flatMap((id) => packageOf(id.replace(/^\0|\?.*$/g, ''))));
      const texts = [...folders].sort().map((folder) => {
        const { name, version, license } = manifestOf(folder);
        const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
        return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}`;
      });
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: `${texts.join('\n\n---\n\n')}\n` });
    },
  };
}

/** The folder of the package of a file below `node_modules`. */
function packageOf(file: string): string[] {
  if (!/\/node_modules\//.test(file)) return [];
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json')) || manifestOf(folder).version === undefined) folder = dirname(folder);
  return [folder];
}

function manifestOf(folder: string): { name?: string; version?: string; license?: string } {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const field = (key: string) => {
    const value: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, key) : undefined;
    return typeof value === 'string' ? { [key]: value } : {};
  };
  return { ...field('name'), ...field('version'), ...field('license') };
}
