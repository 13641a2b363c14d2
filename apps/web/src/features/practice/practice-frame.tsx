import { useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from '../../ui/class-names.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { SubPages } from '../../ui/sub-pages.js';
import styles from './practice-frame.module.css';
import { useCabinets } from './use-practice.js';

interface PracticeFrameProps {
  title: string;
  /** The cabinet that the address names; the first one by default. */
  chosen: string | undefined;
  /** Of the content: title and links stay where they are from page to page. */
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
    { to: '/practice/free', label: t('pages.free') },
    { to: '/practice/waiting', label: t('pages.waiting') },
    { to: '/practice/displaced', label: t('pages.displaced') },
    { to: '/practice/notices', label: t('pages.notices') },
    { to: '/practice/figures', label: t('pages.figures') },
    { to: '/practice/hours', label: t('pages.hours') },
    { to: '/practice/settings', label: t('pages.settings') },
  ] as const;
  return (
    <Page
      title={title}
      aside={
        cabinet &&
        cabinets &&
        cabinets.length > 1 && (
          <SelectField
            label={t('cabinet')}
            value={cabinet.id}
            options={cabinets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ target }) => void navigate({ to: '.', search: { cabinet: target.value }, replace: true })}
          />
        )
      }
    >
      {isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {cabinets?.length === 0 && (
        <EmptyState icon={<CalendarIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      {cabinet && <SubPages label={t('pages.label')} pages={pages} search={{ cabinet: cabinet.id }} />}
      {cabinet && (
        <div key={cabinet.id} className={classNames(styles.content, styles[width])}>
          {children(cabinet)}
        </div>
      )}
    </Page>
  );
}
