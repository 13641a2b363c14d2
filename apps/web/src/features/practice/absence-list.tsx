import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Absence } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import styles from './dialogs.module.css';
import { CALENDAR, inCabinet } from './use-practice.js';

interface AbsenceListProps {
  absences: readonly Absence[];
  cabinetId: string;
  zone: string;
  /** Of the practitioners, where several are in sight. */
  names: ReadonlyMap<string, string>;
}

/** The absences in sight, and the way to remove them. */
export function AbsenceList({ absences, cabinetId, zone, names }: AbsenceListProps) {
  const t = useTranslations('practice.absence');
  const veza = useVeza();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ id: absenceId, practitionerId: id }: Absence) =>
      veza.deleteAbsence({ path: { id, absenceId }, headers: inCabinet(cabinetId) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: CALENDAR }),
  });
  if (absences.length === 0) return null;
  return (
    <Section title={t('title')}>
      {remove.error && <ErrorNote error={remove.error} />}
      <ul className={styles.list}>
        {absences.map((absence) => {
          const { id, practitionerId, startTime, endTime, reason } = absence;
          return (
            <li key={id} className={styles.entry}>
              <span>
                <ZonedTime at={startTime} zone={zone} /> – <ZonedTime at={endTime} zone={zone} />
                {names.size > 1 && ` · ${names.get(practitionerId) ?? ''}`}
                {reason !== undefined && ` · ${reason}`}
              </span>
              <Button kind="quiet" busy={remove.isPending && remove.variables?.id === id} onClick={() => remove.mutate(absence)}>
                {t('remove')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
