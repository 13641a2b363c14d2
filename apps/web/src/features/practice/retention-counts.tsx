import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './patient-file.module.css';

const COUNTS = ['records', 'patients', 'requested', 'audit', 'visits', 'mails', 'held'] as const;
/** The API counts no further. */
const MOST = 10_000;

/** What the next run would erase by the stored terms. */
export function RetentionCounts({ cabinetId: id }: { cabinetId: string }) {
  const t = useTranslations('practice.retention');
  const format = useFormatter();
  const veza = useVeza();
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['retention', id, 'preview'],
    queryFn: async ({ signal }) => (await veza.previewRetention({ path: { id }, signal })).data,
    enabled: isAsked,
    staleTime: 0,
  });
  const number = (count: number) => (count >= MOST ? t('most', { count: MOST }) : format.number(count));
  return (
    <>
      <div>
        <Button busy={isFetching} onClick={() => (isAsked ? void refetch() : setAsked(true))}>
          {t('preview')}
        </Button>
      </div>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {isFetching && !data && <Skeleton label={t('preview')} lines={4} />}
      {data && (
        <>
          <p>{t('previewed')}</p>
          <dl className={styles.facts}>
            {COUNTS.map((name) => (
              <div key={name}>
                <dt>{t(`counts.${name}`)}</dt>
                <dd>{number(data[name])}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
