import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';
import { inCabinet } from './use-practice.js';

export const PATIENTS = ['patients'];
export const patientKey = (id: string) => ['patient', id];

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

/** One patient. Each read is a line of the audit, so it is not done in advance. */
export function usePatient(cabinetId: string, id: string) {
  const veza = useVeza();
  return useQuery({
    queryKey: patientKey(id),
    queryFn: async ({ signal }) => (await veza.getPatient({ path: { id }, headers: inCabinet(cabinetId), signal })).data,
  });
}
