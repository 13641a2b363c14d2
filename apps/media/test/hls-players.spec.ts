import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { LoaderCallbacks, LoaderContext, LoaderStats } from 'hls.js';
import { masterPlaylist, type Variant } from '../src/transcode/master-playlist.js';

const variant = (kbits: number): Variant => ({ kbits, peakBits: 1_050 * kbits, averageBits: 1_000 * kbits });
const AAC = [64, 128, 256].map(variant);
const FURTHER = [
  { ...variant(48), folder: 'opus-48', codecs: 'Opus' },
  { ...variant(128), folder: 'opus-128', codecs: 'Opus' },
  { ...variant(0), peakBits: 980_000, averageBits: 900_000, folder: 'flac', codecs: 'fLaC' },
];
const MASTER = 'http://media.test/master.m3u8';

// What hls.js asks of a browser.
const NAMES = ['self', 'location', 'navigator', 'MediaSource', 'SourceBuffer'];
const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
const put = (name: string, value: unknown) => Object.defineProperty(globalThis, name, { value, configurable: true });
beforeAll(() => {
  put('self', globalThis);
  put('location', { href: MASTER });
  put('navigator', { userAgent: '' });
});
afterAll(() => {
  for (const [name, was] of before)
    if (was) Object.defineProperty(globalThis, name, was);
    else Reflect.deleteProperty(globalThis, name);
});

const folderOf = (url = ''): string => new URL(url).pathname.split('/')[1] ?? '';

/** The variants that hls.js keeps where a browser decodes some codecs, and the one that it begins with. */
async function played(playlist: string, ...decoded: string[]): Promise<{ kept: string[]; begun: string }> {
  put('MediaSource', { isTypeSupported: (type: string) => decoded.some((codec) => type.endsWith(`codecs=${codec}`)) });
  const { default: Hls } = await import('hls.js');
  class Loader {
    context: LoaderContext | null = null;
    stats: LoaderStats = {
      ...{ aborted: false, loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0 },
      ...{ loading: { start: 0, first: 0, end: 0 }, parsing: { start: 0, end: 0 }, buffering: { start: 0, first: 0, end: 0 } },
    };
    load(context: LoaderContext, _config: object, { onSuccess }: LoaderCallbacks<LoaderContext>): void {
      this.context = context;
      if (context.url === MASTER)
        queueMicrotask(() => onSuccess({ url: context.url, data: playlist, code: 200 }, this.stats, context, null));
    }
    abort(): void {}
    destroy(): void {}
  }
  const hls = new Hls({ enableWorker: false, loader: Loader });
  try {
    hls.loadSource(MASTER);
    await eventually('the playlist', async () => hls.levels.length > 0);
    const kept = hls.levels.map(({ url }) => folderOf(url[0]));
    return { kept: kept.sort(), begun: folderOf(hls.levels[hls.startLevel]?.url[0]) };
  } finally {
    hls.destroy();
  }
}

test('AAC stands before all others, in a list of its own', () => {
  expect(masterPlaylist(AAC, FURTHER).startsWith(masterPlaylist(AAC).trimEnd())).toBe(true);
  expect(masterPlaylist(AAC, FURTHER)).not.toContain('EXT-X-MEDIA');
});

test('hls.js leaves out what the browser cannot decode, and begins with Opus where it can', async () => {
  const playlist = masterPlaylist(AAC, FURTHER);
  const aac = ['128', '256', '64'];
  expect(await played(playlist, 'mp4a.40.2')).toEqual({ kept: aac, begun: '256' });
  expect(await played(playlist, 'mp4a.40.2', 'flac')).toEqual({ kept: [...aac, 'flac'], begun: '256' });
  expect(await played(playlist, 'mp4a.40.2', 'opus', 'flac')).toEqual({
    kept: [...aac, 'flac', 'opus-128', 'opus-48'],
    begun: 'opus-128',
  });
  expect(await played(masterPlaylist(AAC), 'mp4a.40.2', 'opus', 'flac')).toEqual({ kept: aac, begun: '256' });
});
