import { useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';

export const facilitiesKey = (cabinetId: string) => ['facilities', cabinetId];

/** The rooms and devices of a cabinet, archived ones last. */
export function useFacilities(cabinetId: string) {
  const veza = useVeza();
  return useQuery({
    queryKey: facilitiesKey(cabinetId),
    queryFn: async ({ signal }) => (await veza.listFacilities({ path: { id: cabinetId }, signal })).data.items,
  });
}
