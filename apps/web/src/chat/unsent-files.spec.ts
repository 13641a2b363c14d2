import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ChatError, type ChatStatus, type UploadOptions } from '@veza/sdk/chat';
import { LARGEST, TooLarge, Uncertain, UnsentFiles } from './unsent-files.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const CUT = new TypeError('fetch failed');
const MINUTE = 60_000;

/** The chat of a page: what a room has received, and what happens to the next uploads. */
class ChatOfAPage {
  status: ChatStatus = 'offline';
  readonly permits: (string | undefined)[] = [];
  /** Of each upload in turn: an error, or none. */
  readonly ends: (Error | undefined)[] = [];
  private readonly listeners = new Set<(event: { status: ChatStatus }) => void>();

  constructor(readonly received: string[]) {}

  on = (_: string, listener: (event: never) => void): (() => void) => {
    const known = listener as (event: { status: ChatStatus }) => void;
    this.listeners.add(known);
    return () => this.listeners.delete(known);
  };

  change(status: ChatStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener({ status });
  }

  upload = async (room: string, file: Blob, { permit, onPermit }: UploadOptions = {}) => {
    this.permits.push(permit);
    if (permit === undefined) await onPermit?.(`permit ${this.permits.length}`);
    const error = this.ends.shift();
    if (error) throw error;
    this.received.push(`${room}: ${file instanceof File ? file.name : ''}`);
    return { id: 1, seq: 1 };
  };

  uploadVoice = this.upload;
}

/** What the pages of one browser share. */
class OneBrowser {
  readonly records = new Map<string, unknown>();
  readonly received: string[] = [];
  private readonly locks = new Map<string, Promise<void>>();

  private readonly whenFree = (name: string, work: () => Promise<void>): Promise<void> => {
    const granted = (this.locks.get(name) ?? Promise.resolve()).then(work);
    this.locks.set(name, granted);
    return granted;
  };

  open(userId = '7', status: ChatStatus = 'offline') {
    const { records, received, whenFree } = this;
    const chat = new ChatOfAPage(received);
    chat.status = status;
    const kept = {
      read: async <T>(name: string) => records.get(name) as T | undefined,
      write: async (name: string, value: unknown) => void records.set(name, value),
      remove: async (name: string) => void records.delete(name),
      names: async () => [...records.keys()],
    };
    const files = new UnsentFiles({ chat, kept, whenFree, userId: () => userId });
    return { chat, files, close: files.begin() };
  }
}

const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms);
const sound = (name: string) => new File(['la'], name, { type: 'audio/webm' });
const states = (files: UnsentFiles) => files.all().map(({ file, state }) => `${file.name} ${state}`);

test('files without a line are kept for their person, and the next page sends them in order when the line is back', async () => {
  const browser = new OneBrowser();
  const first = browser.open();
  first.files.add('general', [sound('one'), sound('two')], false);
  first.files.add('general', [sound('voice')], true);
  await settle();
  expect(states(first.files)).toEqual(['one waiting', 'two waiting', 'voice waiting']);
  first.close();

  const other = browser.open('8', 'online');
  await settle();
  expect([other.files.all(), browser.received]).toEqual([[], []]);
  other.close();

  const next = browser.open();
  await settle();
  expect(states(next.files)).toEqual(['one waiting', 'two waiting', 'voice waiting']);
  next.chat.change('online');
  await settle();
  expect(browser.received).toEqual(['general: one', 'general: two', 'general: voice']);
  expect([next.files.all(), browser.records.size]).toEqual([[], 0]);
});

test('an upload that is cut is repeated under its permit, and after its end the person decides', async () => {
  const browser = new OneBrowser();
  const { chat, files } = browser.open('7', 'online');
  chat.ends.push(CUT, new ChatError('CONFLICT', 'other bytes')); // the first one had arrived
  files.add('general', [sound('voice')], true);
  await settle();
  expect(states(files)).toEqual(['voice waiting']);
  await settle(2_000);
  expect([chat.permits, files.all(), browser.records.size]).toEqual([[undefined, 'permit 1'], [], 0]);

  chat.ends.push(CUT);
  files.add('general', [sound('late')], false);
  await settle();
  chat.status = 'offline';
  await settle(10 * MINUTE);
  chat.change('online');
  await settle();
  expect(files.all()).toMatchObject([{ state: 'failed', error: expect.any(Uncertain) }]);
  files.retry(files.all()[0]?.key ?? '');
  await settle();
  expect([chat.permits.at(-1), browser.received, files.all()]).toEqual([undefined, ['general: late'], []]);
});

test('a refused file stays as failed and is not kept, one of two tabs sends, and a discarded one is gone', async () => {
  const browser = new OneBrowser();
  const { chat, files } = browser.open('7', 'online');
  chat.ends.push(new ChatError('BANNED', 'no'));
  files.add('general', [sound('refused')], false);
  files.add('general', [new File([new Uint8Array(LARGEST + 1)], 'large')], false);
  await settle();
  expect(states(files)).toEqual(['refused failed', 'large failed']);
  expect(files.all()[1]?.error).toBeInstanceOf(TooLarge);
  expect(browser.records.size).toBe(0);
  for (const { key } of files.all()) files.discard(key);

  chat.status = 'offline';
  files.add('general', [sound('shared')], false);
  await settle();
  const second = browser.open();
  await settle();
  for (const each of [chat, second.chat]) each.change('online');
  await settle();
  expect(browser.received).toEqual(['general: shared']);
  expect([files.all(), second.files.all(), browser.records.size]).toEqual([[], [], 0]);
});
