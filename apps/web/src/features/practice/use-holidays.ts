import { useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';

export const holidaysKey = (cabinetId: string) => ['holidays', cabinetId];

/** The public holidays of a cabinet in a year, the present one by default. */
export function useHolidays(cabinetId: string, year: number | undefined) {
  const veza = useVeza();
  return useQuery({
    queryKey: [...holidaysKey(cabinetId), year],
    queryFn: async ({ signal }) => {
      const query = year === undefined ? {} : { year };
      return (await veza.listPublicHolidays({ path: { id: cabinetId }, query, signal })).data;
    },
    staleTime: 5 * 60_000,
  });
}
