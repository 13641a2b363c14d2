import { useTranslations } from 'use-intl';
import { Page } from '../../ui/page.js';
import { Appearance } from './appearance.js';
import { SessionSection } from './session-section.js';

export function SettingsPage() {
  const t = useTranslations('settings');
  return (
    <Page title={t('title')} width="narrow">
      <Appearance />
      <SessionSection />
    </Page>
  );
}
