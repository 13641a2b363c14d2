import { useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 20;

/** A list of the platform in pages, the newest first. */
export const useOlder = <Line extends { id: number }>(
  queryKey: readonly unknown[],
  read: (query: { limit: number; before?: number }, signal: AbortSignal) => Promise<{ data: Line[] }>,
) =>
  useInfiniteQuery({
    queryKey,
    queryFn: async ({ signal, pageParam: before }) => (await read({ limit: PAGE, ...(before > 0 && { before }) }, signal)).data,
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.id : undefined),
  });
