import { useQuery } from '@tanstack/react-query';
import { useVeza } from './session-context.js';

/** The providers of OpenID Connect with which people sign in. They change with the configuration only. */
export function useProviders() {
  const veza = useVeza();
  return useQuery({
    queryKey: ['providers'],
    queryFn: async ({ signal }) => (await veza.listOidcProviders({ signal })).data.providers,
    staleTime: Infinity,
  });
}
