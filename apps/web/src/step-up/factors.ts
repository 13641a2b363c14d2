import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';

const FACTORS = ['second-factors'];

export const factorsQuery = (veza: Veza) =>
  queryOptions({
    queryKey: [...FACTORS, 'app'],
    queryFn: async ({ signal }) => (await veza.getSecondFactors({ signal })).data,
  });

export const passkeysQuery = (veza: Veza) =>
  queryOptions({
    queryKey: [...FACTORS, 'passkeys'],
    queryFn: async ({ signal }) => (await veza.listPasskeys({ signal })).data.passkeys,
  });

/** After a change of the second factors. */
export const reloadFactors = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ queryKey: FACTORS });
