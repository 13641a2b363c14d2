import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Choice } from '../../ui/choice.js';
import { ErrorNote } from '../../ui/error-note.js';
import styles from './dialogs.module.css';
import { CALENDAR, inCabinet } from './use-practice.js';

const NONE = 'none';
const PRESENCES = [NONE, 'late', 'arrived', 'called'] as const;
type Chosen = (typeof PRESENCES)[number];

/** Where the patient is on the day. It is stored at once, and the dialogue stays open. */
export function PresenceChoice({ appointment, zone }: { appointment: Appointment; zone: string }) {
  const t = useTranslations('practice.presence');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, cabinetId, presence, presenceAt } = appointment;
  const change = useMutation({
    mutationFn: (chosen: Chosen) =>
      veza.updateAppointment({
        path: { id },
        body: { presence: chosen === NONE ? null : chosen },
        headers: inCabinet(cabinetId),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: CALENDAR }),
  });
  return (
    <>
      {change.error && <ErrorNote error={change.error} />}
      <Choice<Chosen>
        label={t('label')}
        value={change.isPending ? change.variables : (presence ?? NONE)}
        options={PRESENCES.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => change.mutate(value)}
      />
      {presenceAt !== undefined && (
        <p className={styles.soft}>
          {t('since', { time: format.dateTime(new Date(presenceAt), { timeStyle: 'short', timeZone: zone }) })}
        </p>
      )}
    </>
  );
}
