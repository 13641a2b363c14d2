import { useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';

/** The public page of a cabinet, by its name in the address or its id. */
export function useCabinet(cabinet: string | undefined) {
  const veza = useVeza();
  return useQuery({
    queryKey: ['cabinet', cabinet],
    queryFn: async ({ signal }) => (await veza.showCabinetPage({ path: { cabinet: cabinet ?? '' }, signal })).data,
    enabled: cabinet !== undefined,
  });
}
