import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PeopleIcon, PlusIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import styles from './dialogs.module.css';
import { PatientDialog } from './patient-dialog.js';
import { PatientEntry } from './patient-entry.js';
import { PracticeFrame } from './practice-frame.js';
import type { PatientSearch } from './search.js';
import { usePatients } from './use-patients.js';

const route = getRouteApi('/shared/signed-in/practice/patients');

/** The patients of a cabinet, for the people who work there. */
export function PatientsPage() {
  const t = useTranslations('practice.patients');
  const { cabinet: chosen, q = '' }: PatientSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen}>
      {(cabinet) => <Patients cabinet={cabinet} q={q} />}
    </PracticeFrame>
  );
}

function Patients({ cabinet, q }: { cabinet: Cabinet; q: string }) {
  const t = useTranslations('practice.patients');
  const navigate = useNavigate({ from: '/practice/patients' });
  const [text, setText] = useState(q);
  const [isNew, setIsNew] = useState(false);
  const wanted = useSettled(text.trim());
  useEffect(() => {
    if (wanted !== q) void navigate({ search: { cabinet: cabinet.id, ...(wanted !== '' && { q: wanted }) }, replace: true });
  }, [wanted, q, cabinet.id, navigate]);
  const { pages, patients } = usePatients(cabinet.id, q);
  return (
    <>
      <div>
        <Button kind="primary" onClick={() => setIsNew(true)}>
          <PlusIcon />
          {t('new')}
        </Button>
      </div>
      <TextField
        label={t('search')}
        hint={t('searchHint')}
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
      {isNew && (
        <PatientDialog cabinetId={cabinet.id} onClose={() => setIsNew(false)} onSaved={({ lastName }) => setText(lastName)} />
      )}
    </>
  );
}
