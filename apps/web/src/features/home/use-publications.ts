import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';

/** Of the people whom a person follows, or of everybody. */
export type PublicationList = 'feed' | 'publications';

/** Read for one part of the home; it shows the first of them. */
const AT_ONCE = 20;
const PAGE = 30;
/** While the page is seen, and when it is seen again. */
const EVERY_MS = 60_000;

export function useLatest(list: PublicationList) {
  const veza = useVeza();
  return useQuery({
    queryKey: [list, 'latest'],
    queryFn: async ({ signal }) => {
      const call = { query: { limit: AT_ONCE }, signal };
      return (await (list === 'feed' ? veza.listFeed(call) : veza.listPublications(call))).data.items;
    },
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: 'always',
    refetchOnMount: 'always',
  });
}

export function useAll(list: PublicationList) {
  const veza = useVeza();
  return useInfiniteQuery({
    queryKey: [list, 'all'],
    queryFn: async ({ pageParam, signal }) => {
      const call = { query: { limit: PAGE, cursor: pageParam }, signal };
      return (await (list === 'feed' ? veza.listFeed(call) : veza.listPublications(call))).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}
