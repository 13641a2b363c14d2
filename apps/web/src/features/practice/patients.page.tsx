import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PeopleIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import styles from './dialogs.module.css';
import { PatientEntry } from './patient-entry.js';
import type { PatientSearch } from './search.js';
import { inCabinet } from './use-practice.js';

const route = getRouteApi('/signed-in/practice/patients');

/** The patients of a cabinet, for the people who work there. */
export function PatientsPage() {
  const t = useTranslations('practice.patients');
  const veza = useVeza();
  const navigate = useNavigate({ from: '/practice/patients' });
  const { cabinet, q = '' }: PatientSearch = route.useSearch();
  const [text, setText] = useState(q);
  const wanted = useSettled(text.trim());
  useEffect(() => {
    if (wanted !== q)
      void navigate({
        search: { ...(cabinet !== undefined && { cabinet }), ...(wanted !== '' && { q: wanted }) },
        replace: true,
      });
  }, [wanted, q, cabinet, navigate]);
  const headers = cabinet === undefined ? {} : inCabinet(cabinet);
  const pages = useInfiniteQuery({
    queryKey: ['patients', cabinet, q],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listPatients({ query: { page: pageParam, ...(q !== '' && { search: q }) }, headers, signal })).data,
    initialPageParam: 1,
    getNextPageParam: ({ pagination: { hasNext, page } }) => (hasNext ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  });
  const patients = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title={t('title')}
      width="narrow"
      aside={
        <BackLink to="/practice" search={cabinet === undefined ? {} : { cabinet }}>
          {t('back')}
        </BackLink>
      }
    >
      <TextField
        label={t('search')}
        type="search"
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      {pages.isPending && <Skeleton label={t('loading')} lines={5} />}
      {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data && patients.length === 0 && (
        <EmptyState icon={<PeopleIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {patients.map((patient) => (
          <PatientEntry key={patient.id} patient={patient} />
        ))}
      </ul>
      <LoadMore pages={pages} />
    </Page>
  );
}
