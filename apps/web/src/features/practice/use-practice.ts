import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';

/** A colleague may book at any time. */
const REFRESH_MS = 15_000;

/** The cabinets in which the person works. */
export function useCabinets() {
  const veza = useVeza();
  return useQuery({
    queryKey: ['cabinets'],
    queryFn: async ({ signal }) => (await veza.listCabinets({ signal })).data.items,
  });
}

export function usePractitioners(cabinetId: string) {
  const veza = useVeza();
  return useQuery({
    queryKey: ['practitioners', cabinetId],
    queryFn: async ({ signal }) => (await veza.listPractitioners({ path: { id: cabinetId }, signal })).data.items,
  });
}

/** One calendar between two dates. */
export interface Range {
  cabinetId: string;
  practitionerId: string;
  dateFrom: string;
  dateTo: string;
}

/** The header that names the cabinet of a call. */
export const inCabinet = (cabinetId: string) => ({ 'x-tenant-id': cabinetId });

export const CALENDAR = ['calendar'];

export function useAppointments({ cabinetId, practitionerId, dateFrom, dateTo }: Range) {
  const veza = useVeza();
  return useQuery({
    queryKey: [...CALENDAR, 'appointments', cabinetId, practitionerId, dateFrom, dateTo],
    queryFn: async ({ signal }) => {
      const status: ('pending' | 'confirmed' | 'completed' | 'no_show')[] = ['pending', 'confirmed', 'completed', 'no_show'];
      const query = { practitionerId, dateFrom, dateTo, status };
      const headers = inCabinet(cabinetId);
      const pages = [];
      for (let page = 1, more = true; more && page <= 5; page++) {
        const { data } = await veza.listAppointments({ query: { ...query, limit: 100, page }, headers, signal });
        pages.push(...data.items);
        more = data.pagination.hasNext;
      }
      return pages;
    },
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

export function useAbsences({ cabinetId, practitionerId, dateFrom, dateTo }: Range) {
  const veza = useVeza();
  return useQuery({
    queryKey: [...CALENDAR, 'absences', cabinetId, practitionerId, dateFrom, dateTo],
    queryFn: async ({ signal }) =>
      (
        await veza.listAbsences({
          path: { id: practitionerId },
          query: { dateFrom, dateTo },
          headers: inCabinet(cabinetId),
          signal,
        })
      ).data.items,
  });
}
