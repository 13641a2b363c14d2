import { setTimeout as sleep } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { inMemory, TrackUpload, Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import { tone } from '../sound.js';
import type { TestSystem } from '../test-system.js';
import { type TestUser, word } from '../test-users.js';

/** Bytes of a piece of a resumable upload: several for a sound, so that an end meets one. */
const PIECE_BYTES = 64 * 1024;
const SOUND_SECONDS = 12;
const READY_MS = 120_000;
const PRINTED = 20;

/**
 * What people do with the platform besides talking: they read, create, renew their sessions, upload and listen. Their
 * clients are those of the SDK, which repeat what may be repeated; every other failure counts.
 */
export class Load {
  readonly failures: string[] = [];
  readonly done: Record<string, number> = {};
  private readonly ended = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private readonly created = new Map<string, number>();
  private readonly uploaded: number[] = [];
  private readonly client: Veza;

  constructor(
    private readonly system: TestSystem,
    user: TestUser,
  ) {
    this.client = new Veza({ baseUrl: system.address, tokens: inMemory(user) });
  }

  begin(): void {
    this.loop('reads of a page', 50, () => this.client.listProducts({ query: { limit: 5 } }));
    this.loop('reads of the profile', 100, () => this.client.getMe());
    this.loop('creates', 200, () => this.create());
    this.loop('rooms', 1_000, () => this.client.listRooms());
    this.loop('uploads', 500, () => this.upload());
    this.loop('plays', 100, () => this.play());
  }

  /** Ends the loops, and returns what is wrong with what they have made. */
  async end(): Promise<string[]> {
    this.ended.abort();
    await Promise.all(this.loops);
    return [...this.shortened(), ...(await this.faultsOfCreates()), ...(await this.faultsOfTracks())];
  }

  private loop(name: string, everyMs: number, act: () => Promise<unknown>): void {
    const run = async () => {
      while (!this.ended.signal.aborted) {
        await act().then(
          () => (this.done[name] = (this.done[name] ?? 0) + 1),
          (error: unknown) => this.failures.push(`${new Date().toISOString()} ${name}: ${reasonOf(error)}`),
        );
        await sleep(everyMs);
      }
    };
    this.loops.push(run());
  }

  private async create(): Promise<void> {
    const name = word();
    const { data } = await this.client.createProduct({ body: { name, price: 1, stock: 1 } });
    this.created.set(name, data.id);
  }

  private async upload(): Promise<void> {
    const sound = new File([tone(SOUND_SECONDS)], 'tone.wav', { type: 'audio/wav' });
    const fields = { title: word(), artist: 'Ada', is_public: 'true' as const };
    const { id } = await new TrackUpload(this.client, sound, { fields, pieceBytes: PIECE_BYTES }).run();
    this.uploaded.push(id);
  }

  /** A part of a sound, as a player asks for it; a player asks once more when its connection breaks. */
  private async play(): Promise<void> {
    const [id] = this.uploaded;
    if (id === undefined) return;
    const track = (await this.client.getTrack({ path: { id } })).data;
    if (track.status !== 'ready') return;
    const { url } = (await this.client.streamTrack({ path: { id } })).data;
    const part = async () => {
      const response = await fetch(new URL(url, this.system.address), { headers: { range: 'bytes=0-4095' } });
      if (response.status !== 206) throw new Error(`a part of a sound is ${response.status}`);
      return response.arrayBuffer();
    };
    // The `fetch` of this machine throws errors of another realm than that of a test.
    await part().catch((error: unknown) => (isNativeError(error) && error.name === 'TypeError' ? part() : Promise.reject(error)));
  }

  private shortened(): string[] {
    const { failures } = this;
    return failures.length > PRINTED ? [...failures.slice(0, PRINTED), `and ${failures.length - PRINTED} more`] : failures;
  }

  /** Each create that was answered is there once. */
  private async faultsOfCreates(): Promise<string[]> {
    const names = [...this.created.keys()].map((name) => `'${name}'`);
    const rows = await this.system.database.query<{ name: string; ids: number[] }>(
      `SELECT name, array_agg(id::int) AS ids FROM catalog.products WHERE name IN (${names.join()}) GROUP BY name`,
    );
    const stored = new Map(rows.map(({ name, ids }) => [name, ids.join()]));
    return [...this.created].flatMap(([name, id]) =>
      stored.get(name) === String(id) ? [] : [`the product ${id} is ${stored.get(name) ?? 'lost'} in Postgres`],
    );
  }

  /** Each track that was uploaded becomes ready. */
  private async faultsOfTracks(): Promise<string[]> {
    await eventually(
      'every track to be ready',
      async () => {
        const rows = await this.system.database.query<{ id: number }>(
          `SELECT id FROM media.tracks WHERE id IN (${[0, ...this.uploaded].join()}) AND status <> 'processing'`,
        );
        return rows.length === this.uploaded.length;
      },
      { ms: READY_MS, everyMs: 500 },
    );
    const failed = await this.system.database.query<{ id: number; error: string }>(
      `SELECT id, error FROM media.tracks WHERE id IN (${[0, ...this.uploaded].join()}) AND status <> 'ready'`,
    );
    return failed.map(({ id, error }) => `the track ${id} failed: ${error}`);
  }
}

function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return `${error.name}${code} ${error.message}${error.cause ? ` (${reasonOf(error.cause)})` : ''}`;
}
