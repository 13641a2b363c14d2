import { queryOptions } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';

export const botsQuery = (veza: Veza) =>
  queryOptions({ queryKey: ['bots'], queryFn: async ({ signal }) => (await veza.listBots({ signal })).data.bots });
