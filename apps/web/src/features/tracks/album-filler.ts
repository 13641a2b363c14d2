import type { Veza } from '@veza/sdk';

/**
 * Gives the tracks of one upload their places in an album, in whatever order they arrive. Changes go one after the other,
 * and each has all tracks that are there: what fails once comes with the next.
 */
export class AlbumFiller {
  private readonly arrived = new Map<number, number>();
  /** A person may have taken them out again. */
  private readonly placed = new Set<number>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly veza: Pick<Veza, 'getAlbum' | 'putAlbumTracks'>,
    private readonly id: number,
    private readonly changed: () => unknown,
  ) {}

  put(trackId: number, at: number): void {
    this.arrived.set(trackId, at);
    this.last = this.last.then(() => this.send()).catch(() => undefined);
  }

  /** What the person has moved or added meanwhile stays where it is. */
  private async send(): Promise<void> {
    const path = { id: this.id };
    const known = (await this.veza.getAlbum({ path })).data.tracks.map(({ id }) => id);
    const next = withArrived(known, this.arrived, this.placed);
    if (next.length === known.length) return;
    await this.veza.putAlbumTracks({ path, body: { track_ids: [...next] } });
    for (const id of next) this.placed.add(id);
    await this.changed();
  }
}

/** Each missing track before the first one of the upload that comes after it. */
export function withArrived(
  known: readonly number[],
  arrived: ReadonlyMap<number, number>,
  placed: ReadonlySet<number> = new Set(),
): readonly number[] {
  const missing = [...arrived].filter(([id]) => !known.includes(id) && !placed.has(id)).sort(([, a], [, b]) => a - b);
  return missing.reduce<readonly number[]>((all, [id, at]) => {
    const next = all.findIndex((each) => (arrived.get(each) ?? -1) > at);
    return next === -1 ? [...all, id] : all.toSpliced(next, 0, id);
  }, known);
}
