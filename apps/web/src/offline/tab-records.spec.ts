import { afterEach, expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import type { ChatState } from '@veza/sdk/chat';
import { TabRecords } from './tab-records.js';

const state = (...texts: string[]): ChatState => ({
  userId: 7,
  outgoing: texts.map((content) => ({
    clientId: content,
    place: { room: 'general' },
    draft: { content },
    createdAt: 0,
    state: 'sending',
  })),
});

/** What the tabs of one browser share. A lock is free when its tab has ended. */
class OneBrowser {
  readonly records = new Map<string, unknown>();
  private readonly held = new Set<string>();
  private readonly locks = new Map<string, Promise<unknown>>();
  private readonly channels: BroadcastChannel[] = [];

  async open(id: string): Promise<{ tab: TabRecords; taken: string[]; close(): void }> {
    const channel = new BroadcastChannel('veza.unsent.test');
    this.channels.push(channel);
    const { records } = this;
    let hasEnded = false;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const tab = new TabRecords('unsent', {
      id,
      channel,
      kept: {
        read: async <T>(name: string) => records.get(name) as T | undefined,
        write: async (name, value) => void records.set(name, value),
        remove: async (name) => void records.delete(name),
        names: async () => [...records.keys()],
      },
      whenFree: (name, work) => {
        const before = this.locks.get(name) ?? Promise.resolve();
        const granted = before.then(() => (hasEnded ? undefined : Promise.race([this.hold(name, work), ended])));
        this.locks.set(name, granted);
        return granted;
      },
    });
    const taken: string[] = [];
    tab.onLeft(async ({ outgoing }) => {
      taken.push(...outgoing.map(({ clientId }) => clientId));
      await tab.write(state(...taken));
    });
    const close = () => {
      hasEnded = true;
      channel.close();
      end();
    };
    await until(() => this.held.has(`unsent:${id}`));
    await turn(); // the tab has announced itself
    return { tab, taken, close };
  }

  private hold(name: string, work: () => Promise<void>): Promise<void> {
    this.held.add(name);
    return work();
  }

  close(): void {
    for (const channel of this.channels) channel.close();
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let turns = 0; turns < 100_000 && !isTrue(); turns += 1) await turn();
  expect(isTrue()).toBe(true);
}

let browser = new OneBrowser();
afterEach(() => {
  browser.close();
  browser = new OneBrowser();
});

test('a tab takes over what a closed one has not sent, and its own messages stay', async () => {
  const [first, second] = [await browser.open('a'), await browser.open('b')];
  await first.tab.write(state('a1'));
  await second.tab.write(state('b1', 'b2'));
  expect([...browser.records.keys()].sort()).toEqual(['unsent:a', 'unsent:b']);
  second.close();
  await until(() => first.taken.length === 2 && !browser.records.has('unsent:b'));
  expect(first.taken).toEqual(['b1', 'b2']);
});

test('the next start takes over the records of all tabs, and that of an earlier version', async () => {
  const [first, second] = [await browser.open('a'), await browser.open('b')];
  first.close();
  second.close();
  browser.records.set('unsent', state('old'));
  browser.records.set('unsent:a', state('a1'));
  browser.records.set('unsent:b', state('b1'));
  browser.records.set('reads', {});
  const { taken } = await browser.open('c');
  await until(() => taken.length === 3 && browser.records.size === 2);
  expect(taken.sort()).toEqual(['a1', 'b1', 'old']);
  expect([...browser.records.keys()].sort()).toEqual(['reads', 'unsent:c']);
});

test('a tab that lives keeps its messages', async () => {
  const first = await browser.open('a');
  await first.tab.write(state('a1'));
  const second = await browser.open('b');
  const third = await browser.open('c');
  await third.tab.write(state('c1'));
  third.close();
  await until(() => first.taken.length + second.taken.length === 1);
  expect([...first.taken, ...second.taken]).toEqual(['c1']);
  expect(browser.records.get('unsent:a')).toBeDefined();
});

test('a message that is no name of a record takes nothing over', async () => {
  const first = await browser.open('a');
  browser.records.set('reads', state('r1'));
  const stranger = new BroadcastChannel('veza.unsent.test');
  for (const message of [{ name: 'unsent:z' }, 7, null, ['unsent:z'], 'reads', 'toString']) stranger.postMessage(message);
  browser.records.set('unsent:z', state('z1'));
  stranger.postMessage('unsent:z');
  await until(() => first.taken.length > 0);
  stranger.close();
  expect(first.taken).toEqual(['z1']);
  expect([...browser.records.keys()].sort()).toEqual(['reads', 'unsent:a']);
});
