import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decisionsIndex } from '../../generate/decisions-index.mjs';
import { anchors, longLines, relativeLinks } from './markdown.js';

const ROOT = join(import.meta.dirname, '../../..');
const COLUMNS = 120;
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const foldersOf = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pages = new Map(pagesBelow(ROOT).map((path) => [relative(ROOT, path), readFileSync(path, 'utf8')]));
const decisions = [...pages].filter(([path]) => /^docs\/decisions\/\d{4}-/.test(path));

describe('the Markdown pages', () => {
  test('every relative link leads to a file, and every anchor to a heading', () => {
    const broken: string[] = [];
    for (const [page, text] of pages) {
      for (const { line, path, anchor } of relativeLinks(text)) {
        const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
        const found = existsSync(join(ROOT, target));
        const hasAnchor = anchor === undefined || anchors(pages.get(target) ?? '').has(anchor);
        if (!found || !hasAnchor) broken.push(`${page}:${line} ${path}${anchor === undefined ? '' : `#${anchor}`}`);
      }
    }
    expect(pages.size).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  });

  test(`prose wraps at ${COLUMNS} columns`, () => {
    const long = [...pages].flatMap(([page, text]) => longLines(text, COLUMNS).map(({ number }) => `${page}:${number}`));
    expect(long).toEqual([]);
  });
});

describe('the decisions', () => {
  test('each page has its number in the title, a status, and the sections of a decision or a link to them', () => {
    for (const [page, text] of decisions) {
      const number = page.slice('docs/decisions/'.length).slice(0, 4);
      expect(text).toMatch(new RegExp(`^# ${number}\\. .+\n\nStatus: (accepted|amended by|superseded by)`));
      if (text.includes('\nStatus: superseded by')) expect(text.split('\n').length).toBeLessThan(16);
      else if (text.includes('folded into')) expect(text).toContain('(../send-path.md#');
      else for (const section of ['Context', 'Decision', 'Price']) expect(text).toContain(`\n## ${section}\n`);
    }
  });

  test('the files that a decision names exist', () => {
    const missing = decisions.flatMap(([page, text]) => {
      const [, list = ''] = /\nFiles: ([^]+)$/.exec(text) ?? [];
      const files = [...list.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
      expect({ page, files: files.length }).not.toEqual({ page, files: 0 });
      return files.filter((file) => !existsSync(join(ROOT, file))).map((file) => `${page} ${file}`);
    });
    expect(missing).toEqual([]);
  });

  test('the index is made from the pages: after a change run npm run generate', () => {
    expect(read('docs/decisions/README.md')).toBe(decisionsIndex());
  });
});

describe('docs/ARCHITECTURE.md', () => {
  const architecture = read('docs/ARCHITECTURE.md');

  test.each(['apps', 'libs', 'tools'])('every folder of %s has a line', (parent) => {
    const folders = foldersOf(parent).filter((folder) => !NOT_OURS.has(folder));
    expect(folders.filter((folder) => !architecture.includes(`\`${parent}/${folder}\``))).toEqual([]);
  });

  test('the folders that it names exist', () => {
    const named = [...architecture.matchAll(/`((?:apps|docs|k8s|libs|tools)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('every folder of the chat has a line, and every line its folder', () => {
    const [, section = ''] = /\n### Inside the chat\n([^]+?)\n### /.exec(architecture) ?? [];
    const listed = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, folder = '']) => folder);
    expect(listed.filter((folder) => !folder.includes('/')).sort()).toEqual(foldersOf('apps/chat/src').sort());
    expect(listed.filter((folder) => !existsSync(join(ROOT, 'apps/chat/src', folder)))).toEqual([]);
  });

  test('the files that the send path names exist', () => {
    const sendPath = read('docs/send-path.md');
    const files = [...sendPath.matchAll(/`([a-z-]+\/[a-z/.-]*)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(20);
    const missing = files.filter((file) => !existsSync(join(ROOT, 'apps/chat/src', file)) && !existsSync(join(ROOT, file)));
    expect(missing).toEqual([]);
  });
});
