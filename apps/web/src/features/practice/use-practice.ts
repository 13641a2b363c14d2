import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import type { Veza } from '@veza/sdk';
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

export const practitionersQuery = (veza: Veza, cabinetId: string) =>
  queryOptions({
    queryKey: ['practitioners', cabinetId],
    queryFn: async ({ signal }) => (await veza.listPractitioners({ path: { id: cabinetId }, signal })).data.items,
  });

export function usePractitioners(cabinetId: string) {
  return useQuery(practitionersQuery(useVeza(), cabinetId));
}

/** Calendars between two dates. */
export interface Range {
  cabinetId: string;
  practitionerIds: readonly string[];
  dateFrom: string;
  dateTo: string;
}

/** The header that names the cabinet of a call. */
export const inCabinet = (cabinetId: string) => ({ 'x-tenant-id': cabinetId });

export const CALENDAR = ['calendar'];

/** The appointments of one practitioner, or of the whole cabinet where several are in sight; or only those in one room. */
export function useAppointments({
  cabinetId,
  practitionerIds,
  facilityId,
  dateFrom,
  dateTo,
}: Range & { facilityId: string | undefined }) {
  const veza = useVeza();
  const [practitionerId, ...others] = practitionerIds;
  const only = {
    ...(practitionerId !== undefined && others.length === 0 && { practitionerId }),
    ...(facilityId !== undefined && { facilityId }),
  };
  return useQuery({
    queryKey: [...CALENDAR, 'appointments', cabinetId, only, dateFrom, dateTo],
    queryFn: async ({ signal }) => {
      const status: ('pending' | 'confirmed' | 'completed' | 'no_show')[] = ['pending', 'confirmed', 'completed', 'no_show'];
      const query = { ...only, dateFrom, dateTo, status };
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

/** The absences of these practitioners; the API lists them by practitioner. */
export function useAbsences({ cabinetId, practitionerIds, dateFrom, dateTo }: Range) {
  const veza = useVeza();
  return useQueries({
    queries: practitionerIds.map((id) => ({
      queryKey: [...CALENDAR, 'absences', cabinetId, id, dateFrom, dateTo],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await veza.listAbsences({ path: { id }, query: { dateFrom, dateTo }, headers: inCabinet(cabinetId), signal })).data
          .items,
    })),
    combine: (results) => ({
      data: results.flatMap(({ data }) => data ?? []),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}
