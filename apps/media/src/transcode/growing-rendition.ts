import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ObjectStore } from '../store/object-store.js';
import type { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import type { Segment } from './media-playlist.js';

/**
 * The files of one rendition on their way from the working folder into the store, while ffmpeg writes them: segments are
 * listed when they are stored, the rest follows at the end. A worker that continues the rendition of a killed one writes
 * equal bytes under equal names, as ffmpeg encodes one source with one set of arguments to the same segments.
 */
export class GrowingRendition {
  private readonly stored = new Set<string>();

  private constructor(
    private readonly id: string,
    private readonly folder: string,
    private readonly store: ObjectStore,
    private readonly renditions: GrowingRenditionsRepository,
    /** Listed segments by rate. */
    private readonly listed: Map<number, number>,
  ) {}

  static async of(
    id: string,
    folder: string,
    store: ObjectStore,
    renditions: GrowingRenditionsRepository,
  ): Promise<GrowingRendition> {
    const rates = await renditions.ratesOf(id);
    const listed = new Map(rates.map(({ kbits, seconds }) => [kbits, seconds.length]));
    return new GrowingRendition(id, folder, store, renditions, listed);
  }

  /** Stores and lists the segments that are new, by rate. Returns whether there is one to play. */
  async grow(settled: ReadonlyMap<number, readonly Segment[]>): Promise<boolean> {
    for (const [kbits, segments] of settled) {
      const from = this.listed.get(kbits) ?? 0;
      const added = segments.slice(from);
      if (added.length === 0) continue;
      if (from === 0) await this.adopt(`${kbits}/init.mp4`);
      for (const { name } of added) await this.adopt(`${kbits}/${name}`);
      await this.renditions.append(
        this.id,
        kbits,
        from,
        added.map(({ seconds }) => seconds),
      );
      this.listed.set(kbits, segments.length);
    }
    return this.listed.size > 0;
  }

  /** Stores all other files. Playlists are the last, and the master playlist behind them: what they list is there. */
  async complete(): Promise<void> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const rank = (name: string) => Number(name.endsWith('.m3u8')) + Number(name.endsWith('master.m3u8'));
    for (const path of names.sort((a, b) => rank(a) - rank(b))) {
      const name = relative(this.folder, path);
      if (!this.stored.has(name)) await this.adopt(name);
    }
  }

  private async adopt(name: string): Promise<void> {
    await this.store.adopt(`${this.id}/${name}`, join(this.folder, name));
    this.stored.add(name);
  }
}
