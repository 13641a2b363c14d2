import { addressesIn } from './message-parts.js';

/** A page of this site that shows one thing. */
export interface OwnLink {
  readonly place: OwnPlace;
  /** The id, or the name in the address. */
  readonly id: string;
  /** The second of a track, or the code of a shared playlist; empty without one. */
  readonly hash: string;
}

export type OwnPlace = keyof typeof IDS;

const NUMBER = /^[1-9]\d{0,9}$/;
/** The first part of a path below `/app/`, with what may follow it. `/people/ana/followers` is another page. */
const IDS = {
  tracks: NUMBER,
  albums: NUMBER,
  playlists: NUMBER,
  products: NUMBER,
  resources: NUMBER,
  people: /^[\p{L}\p{N}][\p{L}\p{N}_.-]{1,39}$/u,
  book: /^[a-z0-9-]{1,60}$/,
} as const;
const HASHES: Partial<Record<OwnPlace, RegExp>> = { tracks: /^t=\d{1,6}$/, playlists: /^[\w-]{22}$/ };

export const MOST_CARDS = 3;

/** The things of this site to which texts lead, each once. `origin` has no slash at its end. */
export function ownLinks(texts: readonly string[], origin: string): readonly OwnLink[] {
  const found = new Map<string, OwnLink>();
  const begin = `${origin}/app/`;
  for (const address of addressesIn(texts)) {
    const link = address.startsWith(begin) ? ownLink(address, origin) : undefined;
    if (link) found.set(`${link.place}/${link.id}`, link);
    if (found.size === MOST_CARDS) break;
  }
  return [...found.values()];
}

function ownLink(address: string, origin: string): OwnLink | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const [, app, place = '', id = '', ...rest] = url.pathname.split('/').map(decoded);
  if (url.origin !== origin || url.username !== '' || app !== 'app' || rest.length > 0 || !isPlace(place)) return undefined;
  if (!IDS[place].test(id)) return undefined;
  const hash = url.hash.slice(1);
  return { place, id, hash: HASHES[place]?.test(hash) ? hash : '' };
}

const isPlace = (name: string): name is OwnPlace => Object.hasOwn(IDS, name);

/** A part of a path; one that is no text is no name either. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '%';
  }
}
