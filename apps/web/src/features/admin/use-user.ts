import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';

export const userQuery = (veza: Veza, id: number) =>
  queryOptions({ queryKey: ['users', id], queryFn: async ({ signal }) => (await veza.getUser({ path: { id }, signal })).data });

export const useUser = (id: number) => useQuery({ ...userQuery(useVeza(), id), enabled: id > 0 });
