import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';
import { inCabinet } from './use-practice.js';

export const PATIENTS = ['patients'];

/** The patients of a cabinet whose names, addresses or numbers have these words. */
export function usePatients(cabinetId: string, q: string) {
  const veza = useVeza();
  const headers = inCabinet(cabinetId);
  const pages = useInfiniteQuery({
    queryKey: [...PATIENTS, cabinetId, q],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listPatients({ query: { page: pageParam, ...(q !== '' && { search: q }) }, headers, signal })).data,
    initialPageParam: 1,
    getNextPageParam: ({ pagination: { hasNext, page } }) => (hasNext ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  });
  return { pages, patients: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}
