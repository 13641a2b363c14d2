import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { SubPages } from '../../ui/sub-pages.js';

const PAGES = [
  { to: '/admin', label: 'reports' },
  { to: '/admin/people', label: 'people' },
  { to: '/admin/audit', label: 'audit' },
] as const;

/** A page for moderators and administrators. Other people read what it is; the API refuses their calls anyway. */
export function AdminFrame({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations('admin');
  const { data: me, error, refetch } = useMe();
  if (!me)
    return (
      <Page title={title}>{error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton label={title} />}</Page>
    );
  if (me.role === 'user')
    return (
      <Page title={t('closed')} width="narrow">
        <p>{t('closedText')}</p>
      </Page>
    );
  return (
    <Page title={title}>
      <SubPages label={t('pagesLabel')} pages={PAGES.map(({ to, label }) => ({ to, label: t(`pages.${label}`) }))} />
      {children}
    </Page>
  );
}
