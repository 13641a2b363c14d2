import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { practitionersQuery, useCabinets } from './use-practice.js';

/** An administrator of the platform gets the list of all cabinets; the own ones are looked for among the first of them. */
const MOST_LOOKED_AT = 5;

/** For the people who work in a cabinet. */
export function ForStaff({ children }: { children: ReactNode }) {
  const veza = useVeza();
  const { data: me } = useMe();
  const { data: cabinets = [] } = useCabinets();
  const isAdministrator = me?.role === 'admin';
  const looked = isAdministrator ? cabinets.slice(0, MOST_LOOKED_AT) : [];
  const works = useQueries({
    queries: looked.map(({ id }) => practitionersQuery(veza, id)),
    combine: (results) => results.some(({ data }) => data?.some(({ userId }) => userId === String(me?.id))),
  });
  return cabinets.length > 0 && (!isAdministrator || works) && children;
}
