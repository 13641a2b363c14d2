import { queryOptions } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';

/** The key of the list of cabinets, and the beginning of the keys of each. */
export const CABINETS = ['admin', 'cabinets'];

export const cabinetQuery = (veza: Veza, id: string) =>
  queryOptions({
    queryKey: [...CABINETS, id],
    queryFn: async ({ signal }) => (await veza.getCabinet({ path: { id }, signal })).data,
  });

export const practitionersQuery = (veza: Veza, id: string) =>
  queryOptions({
    queryKey: [...CABINETS, id, 'practitioners'],
    queryFn: async ({ signal }) => (await veza.listPractitioners({ path: { id }, signal })).data.items,
  });
