import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FurtherRendition } from './further.js';
import type { FurtherVariant } from './master-playlist.js';
import { ProgramFailed } from './run-program.js';
import { measuredFurther } from './variants.js';

/**
 * The renditions of a track in other codecs than AAC, all in one run of ffmpeg. When ffmpeg gives up, the track is ready without
 * them; a time limit and an abort concern the whole track.
 */
export class FurtherRun {
  /** Encoded so far. */
  seconds = 0;
  /** Why nothing of them is left. */
  failure?: ProgramFailed;

  constructor(
    private readonly out: string,
    readonly renditions: readonly FurtherRendition[],
  ) {}

  get isWanted(): boolean {
    return this.renditions.length > 0;
  }

  async prepare(): Promise<void> {
    for (const { folder } of this.renditions) await mkdir(join(this.out, folder));
  }

  /** @param encode runs ffmpeg */
  async run(encode: (renditions: readonly FurtherRendition[]) => Promise<unknown>): Promise<void> {
    try {
      await encode(this.renditions);
    } catch (error) {
      if (!(error instanceof ProgramFailed) || error.reason !== 'exit') throw error;
      this.failure = error;
      for (const { folder } of this.renditions) await rm(join(this.out, folder), { recursive: true });
    }
  }

  /** Ends the playlists. */
  async variants(duration: number): Promise<FurtherVariant[]> {
    if (this.failure) return [];
    return Promise.all(this.renditions.map((each) => measuredFurther(this.out, each, duration)));
  }
}
