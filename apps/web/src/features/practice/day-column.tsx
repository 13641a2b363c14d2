import type { Absence, Appointment } from '@veza/sdk';
import { type DragEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { dateIn, noonOf, timeIn } from '../../calendar/dates.js';
import { classNames } from '../../ui/class-names.js';
import styles from './day-column.module.css';

interface DayColumnProps {
  date: string;
  zone: string;
  /** Minutes of the day at the upper and the lower edge. */
  firstMinute: number;
  lastMinute: number;
  appointments: readonly Appointment[];
  absences: readonly Absence[];
  busyId: string | undefined;
  onOpen(id: string): void;
  /** With a time on the clock of the cabinet, such as `2027-03-28T09:30:00`. */
  onDrop(id: string, startTime: string): void;
}

const REM_PER_MINUTE = 4 / 60;
/** A dragged appointment begins at a quarter of an hour. */
const STEP = 15;
const TYPE = 'application/x-veza-appointment';

/** One day of a calendar: a list of its appointments, each at its height. */
export function DayColumn({
  date,
  zone,
  firstMinute,
  lastMinute,
  appointments,
  absences,
  busyId,
  onOpen,
  onDrop,
}: DayColumnProps) {
  const t = useTranslations('practice');
  const types = useTranslations('booking.types');
  const format = useFormatter();
  const [isOver, setIsOver] = useState(false);
  const minuteOf = (at: string) => {
    const [hours = 0, minutes = 0] = timeIn(zone, new Date(at)).split(':').map(Number);
    return hours * 60 + minutes;
  };
  const place = (from: number, to: number) => ({
    top: `${(Math.max(firstMinute, from) - firstMinute) * REM_PER_MINUTE}rem`,
    height: `${Math.max(15, Math.min(lastMinute, to) - Math.max(firstMinute, from)) * REM_PER_MINUTE}rem`,
  });
  const here = appointments.filter(({ startTime }) => dateIn(zone, new Date(startTime)) === date);
  const away = absences.filter(
    ({ startTime, endTime }) => dateIn(zone, new Date(startTime)) <= date && dateIn(zone, new Date(endTime)) >= date,
  );
  const name = format.dateTime(noonOf(date), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const drop = (event: DragEvent<HTMLElement>) => {
    event.preventDefault();
    setIsOver(false);
    const [id = '', grabbed = '0'] = event.dataTransfer.getData(TYPE).split(' ');
    const top = event.clientY - event.currentTarget.getBoundingClientRect().top - Number(grabbed);
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const minute = Math.round((firstMinute + top / rem / REM_PER_MINUTE) / STEP) * STEP;
    const clamped = Math.min(Math.max(0, minute), 24 * 60 - STEP);
    const [hours, minutes] = [Math.floor(clamped / 60), clamped % 60].map((part) => String(part).padStart(2, '0'));
    if (id !== '') onDrop(id, `${date}T${hours}:${minutes}:00`);
  };
  return (
    <section className={styles.day} aria-label={name}>
      <h2 className={classNames(styles.name, date === dateIn(zone) && styles.today)}>{name}</h2>
      <ul
        className={classNames(styles.body, isOver && styles.isOver)}
        style={{ height: `${(lastMinute - firstMinute) * REM_PER_MINUTE}rem` }}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(TYPE)) return;
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {away.map(({ id, startTime, endTime, reason }) => (
          <li
            key={id}
            className={styles.absence}
            style={place(
              dateIn(zone, new Date(startTime)) < date ? 0 : minuteOf(startTime),
              dateIn(zone, new Date(endTime)) > date ? 24 * 60 : minuteOf(endTime),
            )}
          >
            {reason ?? t('absence.away')}
          </li>
        ))}
        {here.map(({ id, type, status, startTime, duration, patient }) => (
          <li key={id} className={styles.place} style={place(minuteOf(startTime), minuteOf(startTime) + duration)}>
            <button
              type="button"
              className={classNames(styles.appointment, status === 'pending' && styles.pending)}
              draggable={status === 'pending' || status === 'confirmed'}
              aria-busy={id === busyId}
              onDragStart={(event) => {
                const grabbed = event.clientY - event.currentTarget.getBoundingClientRect().top;
                event.dataTransfer.setData(TYPE, `${id} ${grabbed}`);
                event.dataTransfer.effectAllowed = 'move';
              }}
              onClick={() => onOpen(id)}
            >
              <span className={styles.time}>{timeIn(zone, new Date(startTime))}</span>{' '}
              <strong>{patient ? `${patient.firstName} ${patient.lastName}` : t('patient')}</strong>{' '}
              <span className={styles.type}>{types(type)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
