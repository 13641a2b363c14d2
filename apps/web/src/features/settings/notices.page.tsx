import { useTranslations } from 'use-intl';
import { NoticeLevels } from './notice-levels.js';
import { PushSection } from './push-section.js';
import { SettingsFrame } from './settings-frame.js';

export function NoticesPage() {
  const t = useTranslations('settings');
  return (
    <SettingsFrame title={t('pages.notices')}>
      <PushSection />
      <NoticeLevels />
    </SettingsFrame>
  );
}
