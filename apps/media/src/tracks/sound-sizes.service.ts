import { Injectable } from '@nestjs/common';
import { ANONYMOUS } from '@veza/contracts';
import { BoundedCache } from '@veza/platform';
import { ObjectStore } from '../store/object-store.js';
import { TrackAccess } from './track-access.js';

/** What `stream` leads players to that take a whole file. */
const WHOLE_FILE = 'audio.m4a';
const MOST_KNOWN = 10_000;
/** Of one call; a store on the network takes some milliseconds for each. */
const AT_ONCE = 10;

interface Size {
  readonly id: number;
  readonly bytes: number;
}

/** The bytes of public sounds. A rendition never changes, so its size is asked for once. */
@Injectable()
export class SoundSizesService {
  private readonly known = new BoundedCache<string, number>(MOST_KNOWN);

  constructor(
    private readonly access: TrackAccess,
    private readonly store: ObjectStore,
  ) {}

  async among(ids: readonly number[]): Promise<{ sizes: Size[] }> {
    const tracks = await this.access.visibleAmong(ANONYMOUS, ids);
    const sizes: Size[] = [];
    for (let from = 0; from < tracks.length; from += AT_ONCE) {
      const part = tracks.slice(from, from + AT_ONCE);
      const found = await Promise.all(
        part.map(async ({ id, renditionId }) => ({ id, bytes: renditionId === null ? 0 : await this.sizeOf(renditionId) })),
      );
      sizes.push(...found.filter(({ bytes }) => bytes > 0));
    }
    return { sizes };
  }

  /** 0: it has just been deleted. */
  private async sizeOf(renditionId: string): Promise<number> {
    const known = this.known.get(renditionId);
    if (known !== undefined) return known;
    const file = await this.store.open(`${renditionId}/${WHOLE_FILE}`);
    if (!file) return 0;
    await file.close();
    this.known.set(renditionId, file.size);
    return file.size;
  }
}
