import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { useSettled } from '../../ui/use-settled.js';
import { actionOf, type Filters } from './audit-filter.js';

const NO_FIELDS = { moderator: '', action: '', from: '', to: '' };
export type FilterFields = typeof NO_FIELDS;

/** The fields of the filter, and what they ask the API for as soon as they rest. */
export function useAuditFilters() {
  const [fields, setFields] = useState<FilterFields>(NO_FIELDS);
  const { moderator, action: chosen, from, to } = useSettled(fields, 300);
  const name = moderator.trim().toLowerCase();
  const { data: moderatorId, error } = useModerator(name);
  const action = actionOf(chosen);
  const filters: Filters = {
    ...(name !== '' && typeof moderatorId === 'number' && { moderatorId }),
    ...(action !== undefined && { action }),
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
  };
  return {
    fields,
    change: setFields,
    clear: () => setFields(NO_FIELDS),
    filters,
    error,
    isUnknown: name !== '' && moderatorId === null,
  };
}

/** The id of the account of a name; null without one. */
function useModerator(name: string) {
  const veza = useVeza();
  const { data: me } = useMe();
  return useQuery({
    queryKey: ['admin', 'account', name],
    queryFn: async ({ signal }) => {
      if (name === me?.username.toLowerCase()) return me.id; // the search of the API leaves out the caller
      if (name.length < 2) return null;
      const { users } = (await veza.searchUsers({ query: { search: name }, signal })).data;
      return users.find(({ username }) => username.toLowerCase() === name)?.id ?? null;
    },
    enabled: name !== '',
    placeholderData: keepPreviousData,
  });
}
