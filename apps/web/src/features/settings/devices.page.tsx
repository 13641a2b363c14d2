import { useTranslations } from 'use-intl';
import { InstallSection } from './install-section.js';
import { SessionsSection } from './sessions-section.js';
import { SettingsFrame } from './settings-frame.js';
import { SignInsSection } from './sign-ins-section.js';

/** Where the account is open, and who tried to open it. */
export function DevicesPage() {
  const t = useTranslations('settings.pages');
  return (
    <SettingsFrame title={t('devices')}>
      <InstallSection />
      <SessionsSection />
      <SignInsSection />
    </SettingsFrame>
  );
}
