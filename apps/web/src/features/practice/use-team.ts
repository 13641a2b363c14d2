import { useMe } from '../../session/use-me.js';
import { usePractitioners } from './use-practice.js';

/** The practitioners of a cabinet, and the chosen one: by default the person, if they take appointments there. */
export function useTeam(cabinetId: string, chosen: string | undefined) {
  const { data: me } = useMe();
  const { data, error, refetch } = usePractitioners(cabinetId);
  const team = me && data;
  const own = team?.find(({ userId }) => userId === String(me?.id));
  return { team, practitioner: team?.find(({ id }) => id === chosen) ?? own ?? team?.[0], error, refetch };
}
