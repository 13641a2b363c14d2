import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { SubPages } from '../../ui/sub-pages.js';

const PAGES = [
  { to: '/admin', label: 'reports', administrators: false },
  { to: '/admin/people', label: 'people', administrators: false },
  { to: '/admin/audit', label: 'audit', administrators: false },
  { to: '/admin/guessing', label: 'guessing', administrators: true },
  { to: '/admin/transcodings', label: 'transcodings', administrators: true },
  { to: '/admin/cabinets', label: 'cabinets', administrators: true },
] as const;

interface AdminFrameProps {
  title: string;
  /** For administrators only. */
  administrators?: boolean;
  /** The way back, over the title. */
  back?: ReactNode;
  children: ReactNode;
}

/** A page for moderators and administrators. Other people read what it is; the API refuses their calls anyway. */
export function AdminFrame({ title, administrators = false, back, children }: AdminFrameProps) {
  const t = useTranslations('admin');
  const { data: me, error, refetch } = useMe();
  if (!me)
    return (
      <Page title={title}>{error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton label={title} />}</Page>
    );
  const isAdministrator = me.role === 'admin';
  if (me.role === 'user' || (administrators && !isAdministrator))
    return (
      <Page title={t(administrators ? 'closedToModerators' : 'closed')} width="narrow">
        <p>{t(administrators ? 'closedToModeratorsText' : 'closedText')}</p>
      </Page>
    );
  const pages = PAGES.filter((page) => isAdministrator || !page.administrators);
  return (
    <Page title={title} back={back}>
      <SubPages label={t('pagesLabel')} pages={pages.map(({ to, label }) => ({ to, label: t(`pages.${label}`) }))} />
      {children}
    </Page>
  );
}
