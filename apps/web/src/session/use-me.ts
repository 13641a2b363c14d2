import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';
import { useSession, useSignedIn } from './session-context.js';

export const meQuery = (veza: Veza) =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => (await veza.getMe({ signal })).data,
  });

/** The profile of the signed-in person; no data without a session. */
export function useMe() {
  const { veza } = useSession();
  return useQuery({ ...meQuery(veza), enabled: useSignedIn() });
}
