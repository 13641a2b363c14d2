import { Injectable } from '@nestjs/common';
import { BoundedCache } from '@veza/platform';
import { TracksRepository } from './tracks.repository.js';

/** A player requests many files of one rendition in a second. */
const FRESH_MS = 2_000;
const MOST = 10_000;

/**
 * Whether the addresses that were handed out for a public track still open it: they end within two seconds after it was
 * made private. While Postgres is away they work as before.
 */
@Injectable()
export class PublicRenditions {
  private readonly known = new BoundedCache<string, { readAt: number; hidden: Promise<boolean> }>(MOST);

  constructor(private readonly tracks: TracksRepository) {}

  async isHidden(renditionId: string): Promise<boolean> {
    const known = this.known.get(renditionId);
    if (known && performance.now() - known.readAt < FRESH_MS) return known.hidden;
    const hidden = this.tracks.isPrivateRendition(renditionId).catch(() => false);
    this.known.set(renditionId, { readAt: performance.now(), hidden });
    return hidden;
  }
}
