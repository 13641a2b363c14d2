import { useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';

export const treatmentsKey = (cabinetId: string) => ['treatments', cabinetId];

/** The treatments of a cabinet, archived ones last. */
export function useTreatments(cabinetId: string) {
  const veza = useVeza();
  return useQuery({
    queryKey: treatmentsKey(cabinetId),
    queryFn: async ({ signal }) => (await veza.listTreatments({ path: { id: cabinetId }, signal })).data.items,
  });
}
