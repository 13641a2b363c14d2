import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Absence } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import styles from './dialogs.module.css';
import { CALENDAR, inCabinet, type Range } from './use-practice.js';

/** The absences in sight, and the way to remove them. */
export function AbsenceList({ absences, zone, range }: { absences: readonly Absence[]; zone: string; range: Range }) {
  const t = useTranslations('practice.absence');
  const veza = useVeza();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (absenceId: string) =>
      veza.deleteAbsence({ path: { id: range.practitionerId, absenceId }, headers: inCabinet(range.cabinetId) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: CALENDAR }),
  });
  if (absences.length === 0) return null;
  return (
    <Section title={t('title')}>
      {remove.error && <ErrorNote error={remove.error} />}
      <ul className={styles.list}>
        {absences.map(({ id, startTime, endTime, reason }) => (
          <li key={id} className={styles.entry}>
            <span>
              <ZonedTime at={startTime} zone={zone} /> – <ZonedTime at={endTime} zone={zone} />
              {reason !== undefined && ` · ${reason}`}
            </span>
            <Button kind="quiet" busy={remove.isPending && remove.variables === id} onClick={() => remove.mutate(id)}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
