import { describe, expect, it } from '@jest/globals';
import { folderCycles, layerProblems, separationProblems } from '../checks/folders.mjs';

const chat = (from: string, to: string) => ({ from: `apps/chat/src/${from}`, to: `apps/chat/src/${to}` });

describe('cycles of folders', () => {
  const both = [chat('rooms/a.ts', 'messages/b.ts'), chat('messages/c.ts', 'rooms/d.ts')];

  it('names both folders and one import each way', () => {
    expect(folderCycles(both, [])).toEqual([
      'apps/chat/src/messages and apps/chat/src/rooms import each other:\n' +
        '  apps/chat/src/messages/c.ts → apps/chat/src/rooms/d.ts\n' +
        '  apps/chat/src/rooms/a.ts → apps/chat/src/messages/b.ts',
    ]);
  });

  it('finds a circle of three folders', () => {
    const circle = [chat('a/x.ts', 'b/x.ts'), chat('b/y.ts', 'c/x.ts'), chat('c/y.ts', 'a/y.ts')];
    expect(folderCycles(circle, [])).toEqual([expect.stringContaining('in a circle: apps/chat/src/a → apps/chat/src/b')]);
    expect(folderCycles(circle.slice(1), [])).toEqual([]);
  });

  it('counts what is below a folder as the folder', () => {
    const nested = [chat('rooms/joins/a.ts', 'messages/b.ts'), chat('messages/log/c.ts', 'rooms/d.ts')];
    expect(folderCycles(nested, [])).toHaveLength(1);
  });

  it('lets a folder and its sub-folder import in one direction only, except for the index and the module', () => {
    const up = chat('socket/dialects/flat.ts', 'socket/frame.ts');
    expect(folderCycles([up, chat('socket/server.ts', 'socket/dialects/flat.ts')], [])).toHaveLength(1);
    expect(folderCycles([up, chat('socket/socket.module.ts', 'socket/dialects/flat.ts')], [])).toEqual([]);
  });

  it('does not count specs, files of src itself, or other projects', () => {
    const specs = [chat('rooms/a.ts', 'messages/b.ts'), chat('messages/c.spec.ts', 'rooms/d.ts')];
    const root = [chat('main.ts', 'rooms/a.ts'), chat('rooms/a.ts', 'config.ts')];
    expect(folderCycles([...specs, ...root], [])).toEqual([]);
  });

  it('accepts a known arrow while it closes a cycle, and reports it afterwards', () => {
    const known = [['apps/chat/src/rooms', 'apps/chat/src/messages']] as const;
    expect(folderCycles(both, known)).toEqual([]);
    expect(folderCycles(both.slice(1), known)).toEqual([expect.stringContaining('no longer closes a cycle')]);
    expect(folderCycles(both.slice(0, 1), known)).toEqual([expect.stringContaining('no longer closes a cycle')]);
  });
});

describe('layers of an app', () => {
  const imports = [chat('rooms/a.ts', 'protocol/b.ts'), chat('main.ts', 'rooms/a.ts')];

  it('accepts imports of lower folders', () => {
    expect(layerProblems(imports, { 'apps/chat/src': ['protocol', 'rooms'] })).toEqual([]);
  });

  it('reports an import of a higher folder', () => {
    expect(layerProblems(imports, { 'apps/chat/src': ['rooms', 'protocol'] })).toEqual([
      expect.stringContaining('rooms stands below protocol'),
    ]);
  });

  it('reports a folder without a place, and a place without a folder', () => {
    expect(layerProblems(imports, { 'apps/chat/src': ['protocol', 'log'] })).toEqual([
      'apps/chat/src/rooms has no place in LAYERS.',
      'apps/chat/src/log stands in LAYERS and does not exist.',
    ]);
  });
});

it('parts of a separated folder do not import each other', () => {
  const features = ['apps/web/src/features'];
  const feature = (from: string, to: string) => ({ from: `apps/web/src/${from}`, to: `apps/web/src/${to}` });
  const allowed = [feature('features/rooms/a.tsx', 'ui/b.tsx'), feature('features/rooms/a.tsx', 'features/rooms/b.tsx')];
  expect(separationProblems(allowed, features)).toEqual([]);
  expect(separationProblems([feature('features/rooms/a.tsx', 'features/auth/b.tsx')], features)).toHaveLength(1);
});
