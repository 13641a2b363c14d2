import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { Conversation } from '@veza/sdk';
import type { ChatMessage } from '@veza/sdk/chat';
import { useVeza } from '../../session/session-context.js';

const KEY = ['conversations'];

/** The people with whom messages were exchanged, the latest first. */
export function useConversations() {
  const veza = useVeza();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await veza.conversations({ signal })).data,
    refetchInterval: 60_000, // presence of the others has no events
  });
}

export const reloadConversations = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ queryKey: KEY });

export function changeConversation(queries: QueryClient, userId: number, change: (entry: Conversation) => Conversation): void {
  queries.setQueryData<Conversation[]>(KEY, (list) => list?.map((each) => (each.user_id === userId ? change(each) : each)));
}

/** A message came, or was sent: its conversation is the first one now. */
export function countConversation(queries: QueryClient, userId: number, { userId: author, content, at }: ChatMessage): void {
  const list = queries.getQueryData<Conversation[]>(KEY);
  const known = list?.find(({ user_id }) => user_id === userId);
  const isLoading = queries.isFetching({ queryKey: KEY }) > 0; // the list on its way may be older
  if (!list || !known || isLoading) return void reloadConversations(queries);
  const changed = {
    ...known,
    last_message: content,
    last_activity: new Date(at).toISOString(),
    unread_count: known.unread_count + (author === userId ? 1 : 0),
  };
  queries.setQueryData<Conversation[]>(KEY, [changed, ...list.filter((each) => each !== known)]);
}
