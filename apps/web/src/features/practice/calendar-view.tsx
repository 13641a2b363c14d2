import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { addDays, timeIn } from '../../calendar/dates.js';
import { TakenNote } from '../../calendar/taken-note.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PlusIcon } from '../../ui/icons.js';
import { Note } from '../../ui/note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AbsenceDialog } from './absence-dialog.js';
import { AbsenceList } from './absence-list.js';
import { AppointmentDialog } from './appointment-dialog.js';
import styles from './calendar-view.module.css';
import { DayColumn } from './day-column.js';
import { NewAppointmentDialog } from './new-appointment-dialog.js';
import { CALENDAR, inCabinet, type Range, useAbsences, useAppointments } from './use-practice.js';

const HOUR = 60;

/** Hours, days, appointments and absences on the clock of the cabinet. An appointment is dragged, or moved in its dialogue. */
export function CalendarView({ zone, range }: { zone: string; range: Range }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const queries = useQueryClient();
  const appointments = useAppointments(range);
  const absences = useAbsences(range);
  const [openId, setOpenId] = useState<string>();
  const [isAway, setIsAway] = useState(false);
  const [isNew, setIsNew] = useState(false);
  const move = useMutation({
    mutationFn: ({ appointment: { id }, startTime }: { appointment: Appointment; startTime: string }) =>
      veza.rescheduleAppointment({ path: { id }, body: { startTime }, headers: inCabinet(range.cabinetId) }),
    onSettled: () => queries.invalidateQueries({ queryKey: CALENDAR }),
  });
  const error = appointments.error ?? absences.error;
  const list = appointments.data ?? [];
  const { first, last } = hoursOf(list, zone);
  const days = daysOf(range.dateFrom, range.dateTo);
  const opened = list.find(({ id }) => id === openId);
  const moved = move.variables?.appointment;
  return (
    <>
      {appointments.isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void queries.invalidateQueries({ queryKey: CALENDAR })} />}
      {move.error && moved && (
        <TakenNote error={move.error} zone={zone} onChoose={(startTime) => move.mutate({ appointment: moved, startTime })} />
      )}
      {move.isSuccess && <Note>{t('moved')}</Note>}
      {appointments.data && (
        <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('grid')}>
          <div className={styles.grid} style={{ gridTemplateColumns: `3.5rem repeat(${days.length}, minmax(7rem, 1fr))` }}>
            <ol className={styles.hours} aria-hidden>
              {Array.from({ length: last - first }, (_, index) => (
                <li key={index} className={styles.hour}>{`${String(first + index).padStart(2, '0')}:00`}</li>
              ))}
            </ol>
            {days.map((date) => (
              <DayColumn
                key={date}
                date={date}
                zone={zone}
                firstMinute={first * HOUR}
                lastMinute={last * HOUR}
                appointments={list}
                absences={absences.data ?? []}
                busyId={move.isPending ? moved?.id : undefined}
                onOpen={setOpenId}
                onDrop={(id, startTime) => {
                  const appointment = list.find((each) => each.id === id);
                  if (appointment) move.mutate({ appointment, startTime });
                }}
              />
            ))}
          </div>
        </div>
      )}
      <AbsenceList absences={absences.data ?? []} zone={zone} range={range} />
      <Actions>
        <Button kind="primary" onClick={() => setIsNew(true)}>
          <PlusIcon />
          {t('series.new')}
        </Button>
        <Button onClick={() => setIsAway(true)}>
          <PlusIcon />
          {t('absence.new')}
        </Button>
      </Actions>
      {opened && <AppointmentDialog appointment={opened} zone={zone} onClose={() => setOpenId(undefined)} />}
      {isNew && <NewAppointmentDialog range={range} zone={zone} onClose={() => setIsNew(false)} />}
      {isAway && <AbsenceDialog range={range} onClose={() => setIsAway(false)} />}
    </>
  );
}

/** From eight to seven, and as far as there are appointments. */
function hoursOf(appointments: readonly Appointment[], zone: string): { first: number; last: number } {
  const hours = appointments.flatMap(({ startTime, endTime }) =>
    [startTime, endTime].map((at) => Number(timeIn(zone, new Date(at)).slice(0, 2))),
  );
  return { first: Math.min(8, ...hours), last: Math.min(24, Math.max(19, ...hours.map((hour) => hour + 1))) };
}

function daysOf(from: string, to: string): string[] {
  const days = [from];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
