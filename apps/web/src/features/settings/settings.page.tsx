import { useTranslations } from 'use-intl';
import { Appearance } from './appearance.js';
import { PictureSection } from './picture-section.js';
import { ProfileSection } from './profile-section.js';
import { SessionSection } from './session-section.js';
import { SettingsFrame } from './settings-frame.js';

export function SettingsPage() {
  const t = useTranslations('settings');
  return (
    <SettingsFrame title={t('title')}>
      <ProfileSection />
      <PictureSection />
      <Appearance />
      <SessionSection />
    </SettingsFrame>
  );
}
