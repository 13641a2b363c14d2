import { useQuery } from '@tanstack/react-query';
import type { Conversation, PublicProfile } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import { useConversations } from './use-conversations.js';

export interface PersonInSight {
  readonly id: number;
  /** The user name; empty until it is known. */
  readonly name: string;
  readonly profile: PublicProfile | undefined;
  /** Messages were exchanged. */
  readonly conversation: Conversation | undefined;
  readonly error: unknown;
}

/** A person by the id: the profile, and the conversation if there is one. */
export function usePerson(id: number): PersonInSight {
  const veza = useVeza();
  const conversation = useConversations().data?.find(({ user_id }) => user_id === id);
  const { data: profile, error } = useQuery({
    queryKey: ['person', id],
    queryFn: async ({ signal }) => (await veza.getUser({ path: { id }, signal })).data,
  });
  return { id, name: profile?.username ?? conversation?.username ?? '', profile, conversation, error };
}

/** First and last name; undefined without both. */
export function fullName({ first_name, last_name }: { first_name: string; last_name: string }): string | undefined {
  return `${first_name} ${last_name}`.trim() || undefined;
}
