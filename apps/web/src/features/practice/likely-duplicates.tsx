import { useQueries } from '@tanstack/react-query';
import type { Patient, VezaError } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { noonOf } from '../../calendar/dates.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import styles from './dialogs.module.css';
import { patientKey } from './use-patients.js';
import { inCabinet } from './use-practice.js';

interface LikelyDuplicatesProps {
  error: VezaError;
  cabinetId: string;
  onForce(): void;
  onChoose?(patient: Patient): void;
}

/** The patients that a new one probably is, to choose one of them, or to create the new one nevertheless. */
export function LikelyDuplicates({ error, cabinetId, onForce, onChoose }: LikelyDuplicatesProps) {
  const t = useTranslations('practice.patients');
  const format = useFormatter();
  const veza = useVeza();
  const ids = error.details.filter(({ field }) => field === 'candidate').map(({ message }) => message);
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: patientKey(id),
      queryFn: async () => (await veza.getPatient({ path: { id }, headers: inCabinet(cabinetId) })).data,
    })),
  });
  return (
    <>
      <ul className={styles.list}>
        {found.map(
          ({ data }) =>
            data && (
              <li key={data.id} className={styles.entry}>
                <span>
                  {data.firstName} {data.lastName}
                  {data.dateOfBirth !== undefined &&
                    ` · ${format.dateTime(noonOf(data.dateOfBirth), { dateStyle: 'medium', timeZone: 'UTC' })}`}
                </span>
                {onChoose && <Button onClick={() => onChoose(data)}>{t('choose')}</Button>}
              </li>
            ),
        )}
      </ul>
      <Button kind="danger" onClick={onForce}>
        {t('force')}
      </Button>
    </>
  );
}
