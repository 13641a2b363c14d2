import { useQueries } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';
import { useVeza } from '../session/session-context.js';
import { BagIcon, CabinetIcon, FileIcon, NoteIcon, PeopleIcon } from '../ui/icons.js';
import { useSettled } from '../ui/use-settled.js';
import type { Entry } from './entry.js';

/** Searches of people need so many letters; a shorter word finds everything and nothing. */
const SHORTEST = 2;
const MOST = 5;

interface Search {
  readonly name: string;
  readonly find: (veza: Veza, words: string, signal: AbortSignal) => Promise<Entry[]>;
}

const SEARCHES: readonly Search[] = [
  {
    name: 'people',
    find: async (veza, search, signal) =>
      (await veza.searchUsers({ query: { search, limit: MOST }, signal })).data.users.map(({ username: name, avatar }) => ({
        key: `person ${name}`,
        group: 'people',
        title: name,
        Icon: PeopleIcon,
        picture: { name, source: avatar },
        act: { link: { to: '/people/$name', params: { name } } },
      })),
  },
  {
    name: 'tracks',
    find: async (veza, search, signal) =>
      (await veza.listTracks({ query: { search, limit: MOST }, signal })).data.tracks.map(({ id, title, artist }) => ({
        key: `track ${id}`,
        group: 'tracks',
        title,
        detail: artist,
        Icon: NoteIcon,
        act: { link: { to: '/tracks/$trackId', params: { trackId: String(id) } } },
      })),
  },
  {
    name: 'products',
    find: async (veza, search, signal) =>
      (await veza.listProducts({ query: { search, limit: MOST }, signal })).data.products.map(({ id, name }) => ({
        key: `product ${id}`,
        group: 'products',
        title: name,
        Icon: BagIcon,
        act: { link: { to: '/products/$productId', params: { productId: String(id) } } },
      })),
  },
  {
    name: 'resources',
    find: async (veza, search, signal) =>
      (await veza.listResources({ query: { search, limit: MOST }, signal })).data.resources.map(({ id, title }) => ({
        key: `resource ${id}`,
        group: 'resources',
        title,
        Icon: FileIcon,
        act: { link: { to: '/resources/$resourceId', params: { resourceId: String(id) } } },
      })),
  },
  {
    name: 'cabinets',
    find: async (veza, search, signal) =>
      (await veza.listCabinetPages({ query: { search, limit: MOST }, signal })).data.items.map(({ slug, name, address }) => ({
        key: `cabinet ${slug}`,
        group: 'cabinets',
        title: name,
        ...(address !== null && { detail: address }),
        Icon: CabinetIcon,
        act: { link: { to: '/book/$cabinet', params: { cabinet: slug } } },
      })),
  },
];

/** What the platform finds as one types, each kind for itself: a service that does not answer hides only its own kind. */
export function useFoundEntries(typed: string) {
  const veza = useVeza();
  const words = useSettled(typed.trim());
  const enabled = words.length >= SHORTEST;
  return useQueries({
    queries: SEARCHES.map(({ name, find }) => ({
      queryKey: ['palette', name, words],
      queryFn: ({ signal }: { signal: AbortSignal }) => find(veza, words, signal),
      enabled,
      staleTime: 30_000,
    })),
    combine: (results) => ({
      entries: enabled ? results.flatMap(({ data = [] }) => data) : [],
      isSearching: results.some(({ isFetching }) => isFetching),
      isPartial: results.some(({ isError }) => isError),
    }),
  });
}
