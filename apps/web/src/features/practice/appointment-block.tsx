import type { Appointment } from '@veza/sdk';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { timeIn } from '../../calendar/dates.js';
import { classNames } from '../../ui/class-names.js';
import styles from './day-column.module.css';
import { isMovable } from './use-moving.js';

interface AppointmentBlockProps {
  appointment: Appointment;
  zone: string;
  busy: boolean;
  onOpen(): void;
  onDragStart(event: DragEvent<HTMLElement>): void;
  onDragEnd(): void;
  onKeyDown(event: KeyboardEvent): void;
  onBlur(): void;
}

/** Where the focus goes after a move. */
export const blockId = (appointmentId: string): string => `appointment-${appointmentId}`;

/** An appointment in the grid, which opens its dialogue. */
export function AppointmentBlock({ appointment, zone, busy, onOpen, ...moves }: AppointmentBlockProps) {
  const t = useTranslations('practice');
  const types = useTranslations('booking.types');
  const { type, treatment, facility, status, startTime, patient, presence } = appointment;
  const movable = isMovable(appointment);
  return (
    <button
      type="button"
      id={blockId(appointment.id)}
      className={classNames(styles.appointment, status === 'pending' && styles.pending, !movable && styles.over)}
      draggable={movable}
      aria-busy={busy}
      aria-keyshortcuts={movable ? 'Shift+ArrowUp Shift+ArrowDown Shift+ArrowLeft Shift+ArrowRight' : undefined}
      onClick={onOpen}
      {...moves}
    >
      <span className={styles.time}>{timeIn(zone, new Date(startTime))}</span>{' '}
      <strong>{patient ? `${patient.firstName} ${patient.lastName}` : t('patient')}</strong>{' '}
      {presence !== undefined && <span className={styles.presence}>{t(`presence.${presence}`)}</span>}{' '}
      <span className={styles.type}>
        {treatment?.name ?? types(type)}
        {facility && ` · ${facility.name}`}
      </span>
    </button>
  );
}
