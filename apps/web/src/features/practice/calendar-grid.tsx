import type { Absence, Appointment } from '@veza/sdk';
import { useState } from 'react';
import { useNow, useTranslations } from 'use-intl';
import { dateIn } from '../../calendar/dates.js';
import styles from './calendar-view.module.css';
import { type Column, columnKey, edgesOf, minuteIn } from './columns.js';
import { DayColumn } from './day-column.js';
import { timeOf } from './open-hours.js';
import { useMoving } from './use-moving.js';

interface CalendarGridProps {
  columns: readonly Column[];
  zone: string;
  appointments: readonly Appointment[];
  absences: readonly Absence[];
  /** An appointment that is being stored. */
  busyId: string | undefined;
  onOpen(id: string): void;
  onMove(appointment: Appointment, column: Column, minute: number): void;
  onFree(column: Column, minute: number): void;
}

/** Hours and columns on the clock of the cabinet. An appointment is dragged, moved by keys, or moved in its dialogue. */
export function CalendarGrid({ columns, zone, appointments, absences, busyId, onOpen, onMove, onFree }: CalendarGridProps) {
  const t = useTranslations('practice');
  const now = useNow({ updateInterval: 60_000 });
  const [grabbed, setGrabbed] = useState<{ appointment: Appointment; pixels: number }>();
  const edges = edgesOf(columns, appointments, zone);
  const { moving, onKeyDown, over, put, leave } = useMoving({
    columns,
    edges,
    placeOf: ({ practitionerId, startTime }) => ({
      columnKey: columnKey({ id: practitionerId }, dateIn(zone, new Date(startTime))),
      minute: minuteIn(zone, startTime),
    }),
    onMove,
  });
  const column = columns.find(({ key }) => key === moving?.columnKey);
  return (
    <>
      <p role="status" className="visually-hidden">
        {moving?.by === 'keys' && column && t('moving', { time: timeOf(moving.minute), column: column.name })}
      </p>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('grid')} aria-describedby="grid-keys">
        <div className={styles.grid} style={{ gridTemplateColumns: `3.5rem repeat(${columns.length}, minmax(8rem, 1fr))` }}>
          <ol className={styles.hours} aria-hidden>
            {Array.from({ length: (edges.last - edges.first) / 60 }, (_, index) => (
              <li key={index} className={styles.hour}>
                {timeOf(edges.first + index * 60)}
              </li>
            ))}
          </ol>
          {columns.map((each) => (
            <DayColumn
              key={each.key}
              column={each}
              zone={zone}
              edges={edges}
              now={now}
              appointments={appointments}
              absences={absences}
              busyId={busyId}
              moving={moving}
              grabbed={grabbed}
              onGrab={(appointment, pixels) => setGrabbed({ appointment, pixels })}
              onRelease={() => {
                setGrabbed(undefined);
                leave();
              }}
              onOver={(key, minute) => grabbed && over(grabbed.appointment, key, minute)}
              onPut={(key, minute) => {
                setGrabbed(undefined);
                if (grabbed) put(grabbed.appointment, key, minute);
              }}
              onKeyDown={onKeyDown}
              onBlur={leave}
              onOpen={onOpen}
              onFree={onFree}
            />
          ))}
        </div>
      </div>
      <p id="grid-keys" className={styles.keys}>
        {t('keys')}
      </p>
    </>
  );
}
