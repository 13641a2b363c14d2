import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Page } from '../../ui/page.js';
import { SubPages } from '../../ui/sub-pages.js';

const PAGES = [
  { to: '/settings', label: 'profile' },
  { to: '/settings/notices', label: 'notices' },
  { to: '/settings/access', label: 'access' },
  { to: '/settings/devices', label: 'devices' },
  { to: '/settings/programs', label: 'programs' },
  { to: '/settings/webhooks', label: 'webhooks' },
  { to: '/settings/data', label: 'data' },
] as const;

interface SettingsFrameProps {
  title: string;
  /** The way back, over the title. */
  back?: ReactNode;
  children: ReactNode;
}

/** A page of the settings, with the way to the others. */
export function SettingsFrame({ title, back, children }: SettingsFrameProps) {
  const t = useTranslations('settings');
  return (
    <Page title={title} width="narrow" back={back}>
      <SubPages label={t('pagesLabel')} pages={PAGES.map(({ to, label }) => ({ to, label: t(`pages.${label}`) }))} />
      {children}
    </Page>
  );
}
