import { useQuery } from '@tanstack/react-query';
import type { CabinetPage } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import { useShown } from '../../session/shown.js';

/** The public page of a cabinet, by its name in the address or its id. */
export function useCabinet(cabinet: string | undefined) {
  const veza = useVeza();
  const { initialData, initialDataUpdatedAt } = useShown<CabinetPage>('cabinet', cabinet ?? '');
  return useQuery({
    queryKey: ['cabinet', cabinet],
    queryFn: async ({ signal }) => (await veza.showCabinetPage({ path: { cabinet: cabinet ?? '' }, signal })).data,
    enabled: cabinet !== undefined,
    initialData: () => initialData()?.value,
    initialDataUpdatedAt,
  });
}
