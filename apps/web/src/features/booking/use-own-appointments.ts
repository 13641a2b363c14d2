import { useQuery } from '@tanstack/react-query';
import type { PatientAppointment, Veza } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';

export const APPOINTMENTS = ['own-appointments'];

const YEAR_MS = 365 * 86_400_000;
/** Of 50 appointments each. */
const MOST_PAGES = 4;

/** The own appointments that are still to come, the next one first. */
export function useNextAppointments() {
  const veza = useVeza();
  return useQuery({
    queryKey: [...APPOINTMENTS, 'next'],
    queryFn: ({ signal }) => from(veza, undefined, signal),
    refetchOnWindowFocus: 'always', // the cabinet may have moved one
  });
}

/** Those of the last year, the latest one first. */
export function usePastAppointments(enabled: boolean) {
  const veza = useVeza();
  return useQuery({
    queryKey: [...APPOINTMENTS, 'past'],
    queryFn: async ({ signal }) => {
      const all = await from(veza, new Date(Date.now() - YEAR_MS).toISOString(), signal);
      return all.filter(({ startTime }) => Date.parse(startTime) < Date.now()).reverse();
    },
    enabled,
  });
}

async function from(veza: Veza, start: string | undefined, signal: AbortSignal): Promise<PatientAppointment[]> {
  const all: PatientAppointment[] = [];
  let next: string | null | undefined = start;
  for (let page = 0; page < MOST_PAGES && next !== null; page++) {
    const { data } = await veza.listOwnAppointments({ query: next === undefined ? {} : { from: next }, signal });
    all.push(...data.items);
    next = data.next;
  }
  return all;
}

/** Whether the patient may still move or cancel it online. */
export const isChangeable = ({ status, changeableUntil }: PatientAppointment): boolean =>
  (status === 'pending' || status === 'confirmed') && Date.parse(changeableUntil) > Date.now();
