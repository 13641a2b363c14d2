import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useVeza } from '../session/session-context.js';

const KEY = ['blocks'];

/** The people that the person blocks. */
export function useBlocks() {
  const veza = useVeza();
  return useQuery({ queryKey: KEY, queryFn: async ({ signal }) => (await veza.listBlocks({ signal })).data });
}

/** Whether a person is blocked, and the change of it. */
export function useBlock(userId: number) {
  const veza = useVeza();
  const queries = useQueryClient();
  const { data } = useBlocks();
  const isBlocked = data?.some(({ user_id }) => user_id === userId) ?? false;
  const change = useMutation({
    mutationFn: async () => {
      const input = { path: { userId } };
      await (isBlocked ? veza.unblock(input) : veza.block(input));
      await queries.invalidateQueries({ queryKey: KEY });
      await queries.invalidateQueries({ queryKey: ['conversations'] }); // presence is hidden between the two
    },
  });
  return { isBlocked, isKnown: data !== undefined, change };
}
