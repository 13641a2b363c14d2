import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSignedIn, useVeza } from '../../session/session-context.js';

const PAGE = 20;

const keyOf = (trackId: number) => ['comments', trackId];

/** What is shown depends on who reads, so a sign-in reads again. */
export function useComments(trackId: number) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: [...keyOf(trackId), isSignedIn, 'list'],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listComments({ path: { id: trackId }, query: { limit: PAGE, cursor: pageParam }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

export function useReplies(trackId: number, commentId: number, isOpen: boolean) {
  const veza = useVeza();
  return useInfiniteQuery({
    queryKey: [...keyOf(trackId), 'replies', commentId],
    queryFn: async ({ pageParam, signal }) => {
      const call = { path: { id: trackId, commentId }, query: { limit: PAGE, cursor: pageParam }, signal };
      return (await veza.listReplies(call)).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: isOpen,
  });
}

/** Those for the waveform. */
export function useMarks(trackId: number) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  return useQuery({
    queryKey: [...keyOf(trackId), isSignedIn, 'marks'],
    queryFn: async ({ signal }) => (await veza.listCommentMarks({ path: { id: trackId }, signal })).data.marks,
  });
}

export const reloadComments = (queries: QueryClient, trackId: number): Promise<void> =>
  queries.invalidateQueries({ queryKey: keyOf(trackId) });
