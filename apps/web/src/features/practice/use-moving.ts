import type { Appointment } from '@veza/sdk';
import { type KeyboardEvent, useState } from 'react';
import type { Column } from './columns.js';
import { type Edges, STEP, stepAt } from './placement.js';

/** An appointment on its way to another place, before it is put there. */
export interface Moving {
  appointment: Appointment;
  columnKey: string;
  minute: number;
  by: 'pointer' | 'keys';
}

interface Means {
  columns: readonly Column[];
  edges: Edges;
  /** Where an appointment stands now. */
  placeOf(appointment: Appointment): { columnKey: string; minute: number };
  onMove(appointment: Appointment, column: Column, minute: number): void;
}

export const isMovable = ({ status }: Pick<Appointment, 'status'>): boolean => status === 'pending' || status === 'confirmed';

/**
 * Moves an appointment within the grid, with a preview: by the pointer, or with Shift and the arrows. Enter or the end of the
 * drag puts it there, Escape or the end of the focus leaves it where it was.
 */
export function useMoving({ columns, edges, placeOf, onMove }: Means) {
  const [moving, setMoving] = useState<Moving>();
  const put = (appointment: Appointment, columnKey: string, minute: number) => {
    setMoving(undefined);
    const before = placeOf(appointment);
    const column = columns.find(({ key }) => key === columnKey);
    if (column && (before.columnKey !== columnKey || before.minute !== minute)) onMove(appointment, column, minute);
  };
  const step = (appointment: Appointment, days: number, minutes: number) => {
    const from = moving?.appointment.id === appointment.id ? moving : placeOf(appointment);
    const at = columns.findIndex(({ key }) => key === from.columnKey);
    const column = columns[at + days] ?? columns[at];
    if (!column) return;
    setMoving({ appointment, columnKey: column.key, minute: stepAt(edges, from.minute + minutes), by: 'keys' });
  };
  const onKeyDown = (event: KeyboardEvent, appointment: Appointment) => {
    const arrow = ARROWS[event.key];
    const isMoving = moving?.by === 'keys' && moving.appointment.id === appointment.id;
    if (arrow && (event.shiftKey || isMoving) && isMovable(appointment)) step(appointment, arrow.columns, arrow.minutes);
    else if (isMoving && event.key === 'Enter') put(appointment, moving.columnKey, moving.minute);
    else if (isMoving && event.key === 'Escape') setMoving(undefined);
    else return;
    event.preventDefault();
  };
  return {
    moving,
    onKeyDown,
    /** Shows where the pointer would put it. */
    over: (appointment: Appointment, columnKey: string, minute: number) =>
      setMoving((before) =>
        before?.appointment.id === appointment.id && before.columnKey === columnKey && before.minute === minute
          ? before
          : { appointment, columnKey, minute, by: 'pointer' },
      ),
    put,
    leave: () => setMoving(undefined),
  };
}

const ARROWS: Readonly<Record<string, { columns: number; minutes: number } | undefined>> = {
  ArrowUp: { columns: 0, minutes: -STEP },
  ArrowDown: { columns: 0, minutes: STEP },
  ArrowLeft: { columns: -1, minutes: 0 },
  ArrowRight: { columns: 1, minutes: 0 },
};
