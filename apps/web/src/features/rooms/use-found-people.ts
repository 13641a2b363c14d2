import { useQuery } from '@tanstack/react-query';
import { useVeza } from '../../session/session-context.js';
import { useSettled } from '../../ui/use-settled.js';

/** The API takes no shorter beginning of a name. */
export const SHORTEST = 2;
const MOST = 8;

/** People whose name begins like this, as one types. */
export function useFoundPeople(typed: string) {
  const veza = useVeza();
  const search = useSettled(typed.trim());
  return useQuery({
    queryKey: ['found-people', search],
    queryFn: async ({ signal }) => (await veza.searchUsers({ query: { search, limit: MOST }, signal })).data.users,
    enabled: search.length >= SHORTEST,
    placeholderData: (before) => before,
  });
}
