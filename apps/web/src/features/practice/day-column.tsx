import type { Absence, Appointment } from '@veza/sdk';
import { type DragEvent, type KeyboardEvent, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { dateIn, timeIn } from '../../calendar/dates.js';
import { classNames } from '../../ui/class-names.js';
import { AppointmentBlock } from './appointment-block.js';
import { absencesIn, appointmentsIn, type Column, minuteIn } from './columns.js';
import styles from './day-column.module.css';
import { minuteOf, timeOf } from './open-hours.js';
import { type Edges, heightOf, minuteAt, placeAt, stepAt } from './placement.js';
import type { Moving } from './use-moving.js';

interface DayColumnProps {
  column: Column;
  zone: string;
  edges: Edges;
  now: Date;
  appointments: readonly Appointment[];
  absences: readonly Absence[];
  busyId: string | undefined;
  moving: Moving | undefined;
  /** The appointment that the pointer holds, and how far below its upper edge, in pixels. */
  grabbed: { appointment: Appointment; pixels: number } | undefined;
  onGrab(appointment: Appointment, pixels: number): void;
  onRelease(): void;
  onOver(columnKey: string, minute: number): void;
  onPut(columnKey: string, minute: number): void;
  onKeyDown(event: KeyboardEvent, appointment: Appointment): void;
  onBlur(): void;
  onOpen(id: string): void;
  /** An empty place, on the clock of the cabinet. */
  onFree(column: Column, minute: number): void;
}

/** One day of one practitioner: a list of appointments, each at its height, over what is closed. */
export function DayColumn(props: DayColumnProps) {
  const { column, zone, edges, now, appointments, absences, busyId, moving, grabbed } = props;
  const t = useTranslations('practice');
  const body = useRef<HTMLUListElement>(null);
  const { key, date, name, note, closed } = column;
  const isToday = date === dateIn(zone, now);
  const present = minuteOf(timeIn(zone, now));
  const pointerMinute = ({ clientY }: { clientY: number }, pixels: number) => {
    const top = clientY - (body.current?.getBoundingClientRect().top ?? 0) - pixels;
    return stepAt(edges, minuteAt(edges, top, Number.parseFloat(getComputedStyle(document.documentElement).fontSize)));
  };
  const over = (event: DragEvent<HTMLElement>) => {
    if (!grabbed) return;
    event.preventDefault();
    props.onOver(key, pointerMinute(event, grabbed.pixels));
  };
  const drop = (event: DragEvent<HTMLElement>) => {
    if (!grabbed) return;
    event.preventDefault();
    props.onPut(key, pointerMinute(event, grabbed.pixels));
  };
  return (
    <section className={styles.day} aria-label={name}>
      <header className={classNames(styles.head, isToday && styles.today)}>
        <h2 className={styles.name}>{name}</h2>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </header>
      <ul
        ref={body}
        className={styles.body}
        style={{ height: heightOf(edges) }}
        onDragOver={over}
        onDrop={drop}
        onDoubleClick={(event) => event.target === event.currentTarget && props.onFree(column, pointerMinute(event, 0))}
      >
        {closed
          .filter(({ from, to }) => to > edges.first && from < edges.last)
          .map(({ from, to }) => (
            <li key={from} className={styles.closed} style={placeAt(edges, from, to)} aria-hidden />
          ))}
        {absencesIn(column, zone, absences).map(({ absence: { id, reason }, from, to }) => (
          <li key={id} className={styles.absence} style={placeAt(edges, from, to)}>
            {reason ?? t('absence.away')}
          </li>
        ))}
        {appointmentsIn(column, zone, appointments).map((appointment) => {
          const { id, startTime, duration } = appointment;
          const from = minuteIn(zone, startTime);
          return (
            <li key={id} className={styles.place} style={placeAt(edges, from, from + duration)}>
              <AppointmentBlock
                appointment={appointment}
                zone={zone}
                busy={id === busyId}
                onOpen={() => props.onOpen(id)}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', timeIn(zone, new Date(startTime)));
                  event.dataTransfer.effectAllowed = 'move';
                  props.onGrab(appointment, event.clientY - event.currentTarget.getBoundingClientRect().top);
                }}
                onDragEnd={props.onRelease}
                onKeyDown={(event) => props.onKeyDown(event, appointment)}
                onBlur={props.onBlur}
              />
            </li>
          );
        })}
        {moving?.columnKey === key && (
          <li
            className={styles.preview}
            style={placeAt(edges, moving.minute, moving.minute + moving.appointment.duration)}
            aria-hidden
          >
            {timeOf(moving.minute)}
          </li>
        )}
        {isToday && present >= edges.first && present < edges.last && (
          <li className={styles.now} style={{ top: placeAt(edges, present, present).top }} aria-hidden />
        )}
      </ul>
    </section>
  );
}
