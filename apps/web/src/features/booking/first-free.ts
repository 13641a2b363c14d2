import type { AppointmentSlot } from '@veza/sdk';

type Slot = Pick<AppointmentSlot, 'date' | 'startTime' | 'practitionerId'>;

/** Every free time of these practitioners once, in order: with the practitioner who has most of that date free. */
export function firstFree<S extends Slot>(lists: readonly (readonly S[])[]): S[] {
  const open = new Map<string, number>();
  for (const slot of lists.flat()) open.set(dayOf(slot), openOf(open, slot) + 1);
  const byTime = new Map<number, S>();
  for (const slot of lists.flat()) {
    const time = Date.parse(slot.startTime);
    const before = byTime.get(time);
    if (!before || openOf(open, slot) > openOf(open, before)) byTime.set(time, slot);
  }
  return [...byTime].toSorted(([a], [b]) => a - b).map(([, slot]) => slot);
}

const dayOf = ({ date, practitionerId }: Slot): string => `${date} ${practitionerId}`;
const openOf = (open: ReadonlyMap<string, number>, slot: Slot): number => open.get(dayOf(slot)) ?? 0;
