import { type AppointmentFigures, type AppointmentStatus } from '@veza/contracts';
import type { Counts } from './analytics.repository.js';

/** Counts with the minutes that were offered. */
export interface Measured {
  counts: Counts[];
  offered: number;
}

export const sumOf = (counts: readonly Partial<Counts>[], name: string): number =>
  counts.reduce((sum, each) => sum + (each[name] ?? 0), 0);

export function figuresOf({ counts, offered }: Measured): AppointmentFigures {
  const of = (status: AppointmentStatus) => sumOf(counts, `status_${status}`);
  const byStatus = {
    pending: of('pending'),
    confirmed: of('confirmed'),
    cancelled: of('cancelled'),
    completed: of('completed'),
    no_show: of('no_show'),
  };
  const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  const bookedMinutes = sumOf(counts, 'booked_minutes');
  const offeredMinutes = Math.round(offered);
  return {
    total,
    byStatus,
    bookedMinutes,
    offeredMinutes,
    fillRate: ratio(bookedMinutes, offeredMinutes),
    noShowRate: ratio(byStatus.no_show, byStatus.no_show + byStatus.completed),
    cancellationRate: ratio(byStatus.cancelled, total),
    leadTimeHours: ratio(sumOf(counts, 'lead_minutes') / 60, total - byStatus.cancelled),
  };
}

/** Four places: figures for people. */
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 1e4) / 1e4);
