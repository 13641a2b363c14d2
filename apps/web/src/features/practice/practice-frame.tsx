import { useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { Fragment, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { SubPages } from '../../ui/sub-pages.js';
import { useCabinets } from './use-practice.js';

interface PracticeFrameProps {
  title: string;
  /** The cabinet that the address names; the first one by default. */
  chosen: string | undefined;
  width?: 'narrow' | 'wide';
  children(cabinet: Cabinet): ReactNode;
}

/** A page about one cabinet, for the people who work there, with the ways to the others. */
export function PracticeFrame({ title, chosen, width = 'wide', children }: PracticeFrameProps) {
  const t = useTranslations('practice');
  const navigate = useNavigate();
  const { data: cabinets, error, isPending, refetch } = useCabinets();
  const cabinet = cabinets?.find(({ id }) => id === chosen) ?? cabinets?.[0];
  const pages = [
    { to: '/practice', label: t('pages.calendar') },
    { to: '/practice/patients', label: t('pages.patients') },
    { to: '/practice/waiting', label: t('pages.waiting') },
    { to: '/practice/hours', label: t('pages.hours') },
    { to: '/practice/settings', label: t('pages.settings') },
  ] as const;
  return (
    <Page title={title} width={width}>
      {isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {cabinets?.length === 0 && (
        <EmptyState icon={<CalendarIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      {cabinet && <SubPages label={t('pages.label')} pages={pages} search={{ cabinet: cabinet.id }} />}
      {cabinet && cabinets && cabinets.length > 1 && (
        <SelectField
          label={t('cabinet')}
          value={cabinet.id}
          options={cabinets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ target }) => void navigate({ to: '.', search: { cabinet: target.value }, replace: true })}
        />
      )}
      {cabinet && <Fragment key={cabinet.id}>{children(cabinet)}</Fragment>}
    </Page>
  );
}
