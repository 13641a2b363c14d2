import { Injectable } from '@nestjs/common';
import { BoundedCache } from '@veza/platform';
import { TracksRepository } from './tracks.repository.js';

/** A player requests many files of one rendition in a second. */
const FRESH_MS = 2_000;
const MOST = 10_000;

interface State {
  readAt: number;
  hidden: Promise<boolean>;
  /** When it is read. */
  state?: 'public' | 'hidden';
}

/**
 * Whether the addresses that were handed out for a public track still open it: they end within two seconds after it was
 * made private. While Postgres is away they work as before.
 */
@Injectable()
export class PublicRenditions {
  private readonly states = new BoundedCache<string, State>(MOST);

  constructor(private readonly tracks: TracksRepository) {}

  /** What was read within the last seconds. */
  known(renditionId: string): 'public' | 'hidden' | undefined {
    const known = this.states.get(renditionId);
    return known && performance.now() - known.readAt < FRESH_MS ? known.state : undefined;
  }

  async isHidden(renditionId: string): Promise<boolean> {
    const known = this.states.get(renditionId);
    if (known && performance.now() - known.readAt < FRESH_MS) return known.hidden;
    const hidden = this.tracks.isPrivate(renditionId).catch(() => false);
    const read: State = { readAt: performance.now(), hidden };
    this.states.set(renditionId, read);
    read.state = (await hidden) ? 'hidden' : 'public';
    return hidden;
  }
}
