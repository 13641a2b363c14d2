import { useInfiniteQuery } from '@tanstack/react-query';
import type { Patient } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LoadMore } from '../../ui/load-more.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './patient-file.module.css';
import { useAccountName } from './use-account-name.js';
import { inCabinet } from './use-practice.js';

/** Who read or changed a patient: read when it is asked for. */
export function PatientAudit({ patient }: { patient: Patient }) {
  const t = useTranslations('practice.audit');
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={t('title')} hint={t('hint')}>
      {isOpen ? (
        <Lines patient={patient} />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>{t('show')}</Button>
        </div>
      )}
    </Section>
  );
}

function Lines({ patient: { id, cabinetId } }: { patient: Patient }) {
  const t = useTranslations('practice.audit');
  const format = useFormatter();
  const veza = useVeza();
  const accountName = useAccountName(cabinetId);
  const pages = useInfiniteQuery({
    queryKey: ['patient-audit', id],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listPatientAudit({ path: { id }, query: { page: pageParam }, headers: inCabinet(cabinetId), signal })).data,
    initialPageParam: 1,
    getNextPageParam: ({ pagination: { hasNext, page } }) => (hasNext ? page + 1 : undefined),
  });
  if (pages.isPending) return <Skeleton label={t('title')} lines={4} />;
  if (!pages.data) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />;
  const lines = pages.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <ol className={styles.lines} aria-label={t('title')}>
        {lines.map(({ userId, action, at }, index) => (
          <li key={index}>
            {t(`actions.${action}`)}
            <span className={styles.soft}>
              {' · '}
              {accountName(userId)}
              {' · '}
              <time dateTime={at}>{format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' })}</time>
            </span>
          </li>
        ))}
      </ol>
      <LoadMore pages={pages} />
    </>
  );
}
