import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PublicPerson } from '@veza/sdk';
import { useSignedIn, useVeza } from '../../session/session-context.js';
import { useShown } from '../../session/shown.js';

const PAGE = 30;

const keyOf = (name: string) => ['person', name.toLocaleLowerCase()];

/** What a page has depends on who reads it, so a sign-in reads it again. */
export function usePerson(name: string) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  const { initialData, initialDataUpdatedAt } = useShown<PublicPerson>('person', name.toLowerCase());
  return useQuery({
    queryKey: [...keyOf(name), isSignedIn],
    queryFn: async ({ signal }) => (await veza.getPerson({ path: { name }, signal })).data,
    initialData: () => initialData()?.value,
    initialDataUpdatedAt,
  });
}

export function usePeople(list: 'followers' | 'following', name: string) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: [...keyOf(name), isSignedIn, list],
    queryFn: async ({ pageParam, signal }) => {
      const call = { path: { name }, query: { limit: PAGE, cursor: pageParam }, signal };
      return (await (list === 'followers' ? veza.listFollowers(call) : veza.listFollowing(call))).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** The public tracks of a person, newest first. */
export function useTracksOf(id: number) {
  const veza = useVeza();
  return useInfiniteQuery({
    queryKey: ['tracks', 'of', id],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listTracks({ query: { limit: PAGE, cursor: pageParam, uploader: id }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Follows, or follows no more. */
export function useFollow({ username: name, followed_by_me: isFollowed }: PublicPerson) {
  const veza = useVeza();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => (isFollowed ? veza.unfollowPerson({ path: { name } }) : veza.followPerson({ path: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['person'] }),
  });
}
