import { useQuery } from '@tanstack/react-query';
import type { AppointmentChange } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './patient-file.module.css';
import { useAccountName } from './use-account-name.js';
import { CALENDAR, inCabinet } from './use-practice.js';

interface AppointmentHistoryProps {
  cabinetId: string;
  appointmentId: string;
  zone: string;
}

/** Who did what to an appointment, and when; the latest change first. */
export function AppointmentHistory({ cabinetId, appointmentId: id, zone }: AppointmentHistoryProps) {
  const t = useTranslations('practice.history');
  const presences = useTranslations('practice.presence');
  const format = useFormatter();
  const veza = useVeza();
  const accountName = useAccountName(cabinetId);
  const { data, error, refetch } = useQuery({
    queryKey: [...CALENDAR, 'history', id],
    queryFn: async ({ signal }) =>
      (await veza.listAppointmentHistory({ path: { id }, headers: inCabinet(cabinetId), signal })).data.items,
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label={t('loading')} lines={2} />;
  const wordOf = ({ change, presence }: AppointmentChange, before: AppointmentChange | undefined) =>
    change === 'updated' && presence !== undefined && presence !== before?.presence
      ? presences(presence)
      : t(`changes.${change}`);
  const actor = ({ by, userId }: AppointmentChange) => (by === 'account' ? accountName(userId) : t(`by.${by}`));
  return (
    <ol className={styles.lines} aria-label={t('title')}>
      {data.map((change, index) => (
        <li key={change.version}>
          <strong>{wordOf(change, data[index + 1])}</strong>
          {(change.change === 'booked' || change.change === 'rescheduled') && (
            <>
              {' · '}
              <ZonedTime at={change.startTime} zone={zone} />
            </>
          )}
          <span className={styles.soft}>
            {' · '}
            {format.dateTime(new Date(change.at), { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })}
            {` · ${actor(change)}`}
          </span>
          {change.reason !== undefined && <p className={styles.notes}>{change.reason}</p>}
        </li>
      ))}
    </ol>
  );
}
