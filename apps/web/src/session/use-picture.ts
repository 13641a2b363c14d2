import { useQuery } from '@tanstack/react-query';
import type { FoundUser, Veza } from '@veza/sdk';
import { useVeza } from './session-context.js';

/** What is asked for within this time is one request. */
const TOGETHER_MS = 20;
const MOST = 100;
const FRESH_MS = 5 * 60_000;

interface Batch {
  ids: Set<number>;
  users: Promise<Map<number, FoundUser>>;
}

const open = new WeakMap<Veza, Batch>();

/** Adds the id to the request that is being collected, or begins one. */
function findTogether(veza: Veza, id: number): Promise<FoundUser | undefined> {
  let batch = open.get(veza);
  if (!batch || batch.ids.size >= MOST) {
    const ids = new Set<number>();
    const due = new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
    const users = due.then(async () => {
      if (open.get(veza)?.ids === ids) open.delete(veza);
      const { data } = await veza.listUsersById({ query: { ids: [...ids].join(',') } });
      return new Map(data.users.map((user) => [user.id, user]));
    });
    batch = { ids, users };
    open.set(veza, batch);
  }
  batch.ids.add(id);
  return batch.users.then((users) => users.get(id));
}

/** The address of the picture of a user: null without one, undefined until it is known. Lines of a room ask together. */
export function usePicture(id: number): string | null | undefined {
  const veza = useVeza();
  const { data } = useQuery({
    queryKey: ['picture', id],
    queryFn: async () => (await findTogether(veza, id))?.avatar ?? null,
    staleTime: FRESH_MS,
    retry: false,
    enabled: id > 0,
  });
  return data;
}
