import { useQuery } from '@tanstack/react-query';
import { useSession, useSignedIn } from './session-context.js';

/** The profile of the signed-in person; no data without a session. */
export function useMe() {
  const { veza } = useSession();
  return useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => (await veza.getMe({ signal })).data,
    enabled: useSignedIn(),
  });
}
