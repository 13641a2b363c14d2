import { Injectable } from '@nestjs/common';
import { BoundedCache } from '@veza/platform';
import type { SignedPath } from '../signed-urls/signed-path.js';
import { type Door, TracksRepository } from './tracks.repository.js';

/** A player requests many files of one rendition in a second. */
const FRESH_MS = 2_000;
const MOST = 10_000;

interface State {
  readAt: number;
  reading: Promise<Door>;
  /** When it is read. */
  door?: Door;
}

type Address = Pick<SignedPath, 'kind' | 'id' | 'link'>;

/**
 * Whether the addresses that were handed out for the files of a track still open them. Those of a public track end within
 * two seconds after it was made private, those of a secret link after its end or its replacement, and all of them after it
 * was deleted or its account erased, before the bytes are. While Postgres is away they work as before.
 */
@Injectable()
export class PublicRenditions {
  private readonly states = new BoundedCache<string, State>(MOST);

  constructor(private readonly tracks: TracksRepository) {}

  /** Whether it was open within the last seconds. */
  isKnownOpen(address: Address): boolean {
    const known = this.states.get(address.id);
    return known?.door !== undefined && isFresh(known) && refusal(known.door, address) === undefined;
  }

  /** The error of an address that does not open the files any more. */
  async refusalOf(address: Address): Promise<'NOT_FOUND' | 'URL_INVALID' | undefined> {
    const known = this.states.get(address.id);
    if (!known || !isFresh(known)) return refusal(await this.read(address.id), address);
    const refused = refusal(await known.reading, address);
    if (refused !== 'URL_INVALID') return refused;
    // It may be younger than what is known: the track has just been made public, or has another link. One read for all of them.
    const latest = this.states.get(address.id);
    return refusal(await (latest && latest !== known ? latest.reading : this.read(address.id)), address);
  }

  private read(id: string): Promise<Door> {
    const reading = this.tracks.doorOf(id).catch(() => ({ isPrivate: false, isReleased: false, link: null }));
    const state: State = { readAt: performance.now(), reading };
    this.states.set(id, state);
    void reading.then((door) => (state.door = door));
    return reading;
  }
}

const isFresh = ({ readAt }: State): boolean => performance.now() - readAt < FRESH_MS;

function refusal({ isPrivate, isReleased, ...now }: Door, { kind, link }: Address) {
  if (isReleased) return 'NOT_FOUND';
  const isEnded = isPrivate && (kind === 'track' || (kind === 'shared' && link !== now.link));
  return isEnded ? 'URL_INVALID' : undefined;
}

/** Whether an address is one of the files of a track. */
export const isOfTrack = ({ kind }: Pick<Address, 'kind'>): boolean =>
  kind === 'track' || kind === 'private' || kind === 'shared';
