import { useQuery } from '@tanstack/react-query';
import type { AppointmentSlot } from '@veza/sdk';
import { type ReactNode, useDeferredValue } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays, dateIn, noonOf } from '../../calendar/dates.js';
import { WeekSwitch } from '../../calendar/week-switch.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { ForwardIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './free-times.module.css';
import type { AppointmentType } from './types.js';

interface FreeTimesProps {
  wanted: { cabinet: string; practitionerId: string; type: AppointmentType; treatmentId?: string; duration: number };
  /** Practitioners any of whom will do, instead of the wanted one. */
  together?: readonly string[] | undefined;
  /** Time zone of the cabinet. */
  zone: string;
  /** First date of the seven shown; today at the earliest. */
  from: string | undefined;
  /** A further way on where nothing is free. */
  onNothing?: ReactNode;
  onWeek(from: string): void;
  onChoose(slot: AppointmentSlot): void;
}

/** The free times of seven days, by the dates and on the clock of the cabinet: that is where the visit happens. */
export function FreeTimes({ wanted, together, zone, from, onNothing, onWeek, onChoose }: FreeTimesProps) {
  const t = useTranslations('booking.times');
  const veza = useVeza();
  const today = dateIn(zone);
  const first = from !== undefined && from > today ? from : today;
  const last = addDays(first, 6);
  const { cabinet, ...query } = wanted;
  const slots = useQuery({
    queryKey: ['free-times', wanted, first, ...(together ?? [])],
    queryFn: async ({ signal }) => {
      const timesOf = async (practitionerId: string) => {
        const range = { ...query, practitionerId, dateFrom: first, dateTo: last };
        return (await veza.listPublicTimes({ path: { cabinet }, query: range, signal })).data;
      };
      if (!together) return timesOf(query.practitionerId);
      const { firstFree } = await import('./first-free.js'); // not with every first view
      return firstFree(await Promise.all(together.map(timesOf)));
    },
    staleTime: 0, // other people book
  });
  // Drawn in parts: a hundred times at once would hold up a telephone.
  const drawn = useDeferredValue(slots.data);
  const days = daysOf(drawn ?? []);
  return (
    <div className={styles.times}>
      <WeekSwitch first={first} last={last} earliest={today} onChange={onWeek} />
      {!drawn && !slots.error && <Skeleton label={t('loading')} lines={4} />}
      {slots.error && <ErrorNote error={slots.error} retry={() => void slots.refetch()} />}
      {drawn && days.length === 0 && (
        <EmptyState title={t('none')}>
          <Button onClick={() => onWeek(addDays(first, 7))}>
            {t('next')}
            <ForwardIcon />
          </Button>
          {onNothing}
        </EmptyState>
      )}
      <ol className={styles.days}>
        {days.map(([date, times]) => (
          <Day key={date} date={date} times={times} zone={zone} onChoose={onChoose} />
        ))}
      </ol>
    </div>
  );
}

function Day({
  date,
  times,
  zone,
  onChoose,
}: { date: string; times: AppointmentSlot[] } & Pick<FreeTimesProps, 'zone' | 'onChoose'>) {
  const format = useFormatter();
  const name = format.dateTime(noonOf(date), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return (
    <li className={styles.day}>
      <h3 className={styles.date}>{name}</h3>
      <ul className={styles.slots}>
        {times.map((slot) => {
          const time = format.dateTime(new Date(slot.startTime), { hour: 'numeric', minute: '2-digit', timeZone: zone });
          return (
            <li key={slot.startTime}>
              <Button className={styles.slot} onClick={() => onChoose(slot)}>
                <span className="visually-hidden">{name}, </span>
                <span>{time}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </li>
  );
}

/** The times by their date in the cabinet. */
function daysOf(slots: readonly AppointmentSlot[]): [string, AppointmentSlot[]][] {
  const days = new Map<string, AppointmentSlot[]>();
  for (const slot of slots) days.set(slot.date, [...(days.get(slot.date) ?? []), slot]);
  return [...days];
}
