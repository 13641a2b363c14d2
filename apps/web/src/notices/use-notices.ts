import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Notice } from '@veza/sdk';
import { useEffect } from 'react';
import { useChat } from '../chat/live-chat.js';
import { useVeza } from '../session/session-context.js';

type Thing = Notice['thing'];

const PAGE = 30;

export const reloadNotices = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ queryKey: ['notices'] });

/** How many are unread, on all devices of the person. */
export function useUnreadNotices(): number {
  const veza = useVeza();
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: async ({ signal }) => (await veza.listNotices({ query: { limit: 1 }, signal })).data.unread,
    refetchOnWindowFocus: 'always',
  });
  return data ?? 0;
}

/** Reads the list again when a socket says so, and when the connection is back: a frame may be lost. */
export function useLiveNotices(): void {
  const chat = useChat();
  const queries = useQueryClient();
  useEffect(() => {
    const ends = [
      chat.on('notices', () => void reloadNotices(queries)),
      chat.on('status', ({ status }) => {
        if (status === 'online') void reloadNotices(queries);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, queries]);
}

export function useNotices() {
  const veza = useVeza();
  return useInfiniteQuery({
    queryKey: ['notices', 'list'],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listNotices({ query: { limit: PAGE, cursor: pageParam }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchOnMount: 'always',
  });
}

/** A look at a thing reads its notices. A failure leaves them unread. */
export function useReadThing(kind: Thing['kind'], id: string): void {
  const veza = useVeza();
  const queries = useQueryClient();
  const unread = useUnreadNotices();
  useEffect(() => {
    if (unread === 0 || document.visibilityState !== 'visible') return;
    veza
      .readNotices({ body: { thing: { kind, id } } })
      .then(() => reloadNotices(queries))
      .catch(() => undefined);
  }, [veza, queries, unread, kind, id]);
}
