import { Controller, type INestMicroservice } from '@nestjs/common';
import {
  type CabinetPage,
  community,
  DeclaredError,
  type IdRange,
  media,
  type OpenAlbum,
  type OpenPlaylist,
  type PersonRelations,
  products,
  type ProductView,
  publicPages,
  type PublicIds,
  resources,
  type ResourceView,
  type TrackView,
} from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { startService } from './service-of-the-test.js';

/** What the services of the test have, and how long they take. */
export interface PublicThings {
  tracks: Map<number, TrackView>;
  products: Map<number, object>;
  resources: Map<number, ResourceView>;
  cabinets: Map<string, CabinetPage>;
  /** By the id of the account. */
  people: Map<number, PersonRelations>;
  albums: Map<number, OpenAlbum>;
  /** Public ones of any person, with their tracks. */
  playlists: Map<number, OpenPlaylist>;
  /** Of the tracks, by their ranges. */
  ids: (range: IdRange) => PublicIds;
  before: () => Promise<void>;
  /** Callers that asked for a thing. */
  callers: unknown[];
}

export const AT = '2026-03-01T09:30:00.000Z';

export const trackView = (facts: Partial<TrackView> = {}): TrackView => ({
  id: 7,
  title: 'Gymnopédie',
  artist: 'Erik Satie',
  album: null,
  genre: null,
  trackNumber: null,
  year: 1888,
  filename: 'a.wav',
  durationSeconds: 187,
  tags: ['piano'],
  isPublic: true,
  downloadable: false,
  license: 'cc-by-sa',
  uploaderId: 1,
  playCount: 3,
  createdAt: AT,
  status: 'ready',
  progress: 100,
  waveformUrl: 'https://media.example/w.json',
  cover: { small: 'https://media.example/s', medium: 'https://media.example/m', large: 'https://media.example/l', full: 'x' },
  loudnessLufs: -14,
  truePeakDbtp: -1,
  error: null,
  replacement: null,
  version: 'v1',
  ...facts,
});

/** Without the type of the reply: a field that is added does not concern these pages. */
export const product = (facts: Partial<ProductView> = {}) => ({
  id: 3,
  sku: null,
  name: 'Oud',
  description: 'Eleven strings',
  price: '399.90',
  currency: 'EUR',
  prices: {},
  stock: 2,
  category: 'strings',
  pictures: [{ id: '0d4a9cd0-9f0c-4d7e-8c43-3b5b0b1f2a11', alt: 'An oud' }],
  ownerId: 1,
  createdAt: AT,
  updatedAt: AT,
  files: [],
  ...facts,
});

export const cabinet = {
  id: '0d4a9cd0-9f0c-4d7e-8c43-3b5b0b1f2a12',
  slug: 'harmonie',
  name: 'Harmonie',
  timezone: 'Europe/Paris',
  description: 'Une pratique',
  phone: '+33 1 00 00 00 00',
  address: '1 rue de la Paix',
  changeWindow: 24,
  longest: 60,
  practitioners: [{ id: '0d4a9cd0-9f0c-4d7e-8c43-3b5b0b1f2a13', firstName: 'Ada', lastName: 'Byron' }],
};

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw new DeclaredError('NOT_FOUND');
  return thing;
};

/** Media, catalog, booking and community, as far as public pages ask them. */
export async function startPublicThings(redisUrl: string, things: PublicThings): Promise<{ stop(): Promise<void> }> {
  const first = <T>(all: Map<unknown, T>): PublicIds => ({
    ids: [...all.keys()].map(Number),
    last: Math.max(0, ...[...all.keys()].map(Number)),
  });

  @Controller()
  class Media {
    @Rpc(media.tracks.get)
    async get(@CurrentCaller() caller: unknown, @Input() { id }: { id: number }) {
      things.callers.push(caller);
      await things.before();
      const track = found(things.tracks.get(id));
      if (!track.isPublic) throw new DeclaredError('NOT_FOUND');
      return track;
    }

    @Rpc(media.tracks.publicIds)
    publicIds(@Input() range: IdRange) {
      return things.ids(range);
    }

    @Rpc(media.tracks.list)
    list(@Input() { uploader }: { uploader: number }) {
      const items = [...things.tracks.values()].filter(({ uploaderId }) => uploaderId === uploader);
      return { items, total: items.length, page: 1, limit: 100, nextCursor: null };
    }

    @Rpc(media.tracks.stream)
    stream(@Input() { id }: { id: number }) {
      const url = `https://media.example/${id}/audio.m4a`;
      return { url, hlsUrl: url, websocketUrl: url, expiresAt: AT };
    }

    @Rpc(media.soundSizes.among)
    sizes(@Input() { ids }: { ids: number[] }) {
      return { sizes: ids.map((id) => ({ id, bytes: id * 1_000 })) };
    }

    @Rpc(media.albums.get)
    album(@Input() { id }: { id: number }) {
      return found(things.albums.get(id));
    }

    @Rpc(media.albums.publicIds)
    albumIds() {
      return first(things.albums);
    }
  }
  @Controller()
  class Catalog {
    @Rpc(products.get)
    product(@Input() { id }: { id: number }) {
      return found(things.products.get(id));
    }

    @Rpc(products.list)
    async list(@CurrentCaller() caller: unknown, @Input() { limit, facets }: { limit: number; facets: string[] }) {
      things.callers.push(caller);
      await things.before();
      const items = [...things.products.values()].slice(0, limit);
      const counts = facets.length > 0 && {
        facets: { category: [{ value: 'strings', count: items.length }], isEstimate: false },
      };
      return { items, total: items.length, totalIsEstimate: false, page: 1, limit, nextCursor: null, ...counts };
    }

    @Rpc(products.publicIds)
    productIds() {
      return first(things.products);
    }

    @Rpc(resources.get)
    resource(@Input() { id }: { id: number }) {
      return found(things.resources.get(id));
    }

    @Rpc(resources.publicIds)
    resourceIds() {
      return first(things.resources);
    }
  }
  @Controller()
  class Booking {
    @Rpc(publicPages.show)
    show(@Input() { cabinet }: { cabinet: string }) {
      return found(things.cabinets.get(cabinet));
    }

    @Rpc(publicPages.list)
    list() {
      const items = [...things.cabinets.values()].map(({ id, slug, name, timezone, address }) => ({
        id,
        slug,
        name,
        timezone,
        address,
      }));
      return { items, nextCursor: null };
    }
  }
  @Controller()
  class Community {
    @Rpc(community.people.get)
    get(@Input() { personId }: { personId: number }) {
      return found(things.people.get(personId));
    }

    @Rpc(community.playlists.listOfPerson)
    playlistsOf(@Input() { personId }: { personId: number }) {
      const all = [...things.playlists.values()].map(({ playlist }) => playlist);
      return { playlists: all.filter(({ ownerId }) => ownerId === personId), nextCursor: null };
    }

    @Rpc(community.playlists.publicIds)
    playlistIds() {
      return first(things.playlists);
    }

    @Rpc(community.playlists.get)
    playlist(@Input() { playlistId }: { playlistId: number }) {
      return found(things.playlists.get(playlistId));
    }
  }
  const services: [string, Parameters<typeof startService>[0]['contracts'], new () => object][] = [
    [
      'media',
      {
        get: media.tracks.get,
        publicIds: media.tracks.publicIds,
        list: media.tracks.list,
        stream: media.tracks.stream,
        sizes: media.soundSizes.among,
        album: media.albums.get,
        albumIds: media.albums.publicIds,
      },
      Media,
    ],
    [
      'catalog',
      {
        product: products.get,
        products: products.list,
        productIds: products.publicIds,
        resource: resources.get,
        resourceIds: resources.publicIds,
      },
      Catalog,
    ],
    ['booking', { show: publicPages.show, list: publicPages.list }, Booking],
    ['community', { get: community.people.get }, Community],
  ];
  const running: INestMicroservice[] = [];
  for (const [service, contracts, controller] of services)
    running.push(await startService({ redisUrl, service, contracts, controller }));
  return {
    async stop() {
      for (const app of running) await app.close();
    },
  };
}
