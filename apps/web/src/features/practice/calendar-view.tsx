import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appointment, Cabinet, Practitioner } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
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
import { blockId } from './appointment-block.js';
import { AppointmentDialog } from './appointment-dialog.js';
import { CalendarGrid } from './calendar-grid.js';
import styles from './calendar-view.module.css';
import type { Column } from './columns.js';
import { NewAppointmentDialog, type WantedAppointment } from './new-appointment-dialog.js';
import { timeOf } from './open-hours.js';
import { teamNames } from './team-names.js';
import { useColumns } from './use-columns.js';
import { CALENDAR, inCabinet, useAbsences, useAppointments } from './use-practice.js';

interface CalendarViewProps {
  cabinet: Cabinet;
  /** The practitioners in sight. */
  shown: readonly Practitioner[];
  /** All of the cabinet. */
  team: readonly Practitioner[];
  dateFrom: string;
  dateTo: string;
  /** The room or device whose appointments alone are in sight. */
  facilityId: string | undefined;
}

interface Move {
  appointment: Appointment;
  startTime: string;
  practitionerId: string;
}

/** The grid of days or practitioners, and what is done in it. */
export function CalendarView({ cabinet, shown, team, dateFrom, dateTo, facilityId }: CalendarViewProps) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const queries = useQueryClient();
  const { id: cabinetId, timezone: zone } = cabinet;
  const range = { cabinetId, practitionerIds: shown.map(({ id }) => id), dateFrom, dateTo };
  const appointments = useAppointments({ ...range, facilityId });
  const absences = useAbsences(range);
  const columns = useColumns({ cabinet, team: shown, dateFrom, dateTo });
  const [openId, setOpenId] = useState<string>();
  const [isAway, setIsAway] = useState(false);
  const [wanted, setWanted] = useState<WantedAppointment>();
  const move = useMutation({
    mutationFn: ({ appointment: { id }, startTime, practitionerId }: Move) =>
      veza.updateAppointment({ path: { id }, body: { startTime, practitionerId }, headers: inCabinet(cabinetId) }),
    onSettled: async (_data, _error, { appointment }) => {
      await queries.invalidateQueries({ queryKey: CALENDAR });
      // In another column it is another element.
      requestAnimationFrame(() => document.getElementById(blockId(appointment.id))?.focus({ preventScroll: true }));
    },
  });
  const error = appointments.error ?? absences.error;
  const list = appointments.data ?? [];
  const opened = list.find(({ id }) => id === openId);
  const moved = move.variables;
  const practitionerId = shown[0]?.id ?? '';
  const at = (column: Column, minute: number) => `${column.date}T${timeOf(minute)}:00`;
  return (
    <>
      {appointments.isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void queries.invalidateQueries({ queryKey: CALENDAR })} />}
      {move.error && moved && (
        <TakenNote error={move.error} zone={zone} onChoose={(startTime) => move.mutate({ ...moved, startTime })} />
      )}
      {move.isSuccess && <Note>{t('moved')}</Note>}
      {appointments.data && (
        <CalendarGrid
          columns={columns}
          zone={zone}
          appointments={list}
          absences={absences.data}
          busyId={move.isPending ? moved?.appointment.id : undefined}
          onOpen={setOpenId}
          onMove={(appointment, column, minute) =>
            move.mutate({ appointment, startTime: at(column, minute), practitionerId: column.practitionerId })
          }
          onFree={(column, minute) =>
            setWanted({ cabinetId, practitionerId: column.practitionerId, date: column.date, time: timeOf(minute) })
          }
        />
      )}
      <div className={styles.screen}>
        <Actions>
          <Button kind="primary" onClick={() => setWanted({ cabinetId, practitionerId, date: dateFrom })}>
            <PlusIcon />
            {t('series.new')}
          </Button>
          <Button onClick={() => setIsAway(true)}>
            <PlusIcon />
            {t('absence.new')}
          </Button>
        </Actions>
      </div>
      <AbsenceList absences={absences.data} cabinetId={cabinetId} zone={zone} names={teamNames(shown)} />
      {opened && <AppointmentDialog appointment={opened} zone={zone} onClose={() => setOpenId(undefined)} />}
      {wanted && <NewAppointmentDialog wanted={wanted} zone={zone} onClose={() => setWanted(undefined)} />}
      {isAway && (
        <AbsenceDialog
          cabinetId={cabinetId}
          team={team}
          practitionerId={practitionerId}
          date={dateFrom}
          onClose={() => setIsAway(false)}
        />
      )}
    </>
  );
}
