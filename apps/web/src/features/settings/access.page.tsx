import { useTranslations } from 'use-intl';
import { EmailSection } from './email-section.js';
import { FactorsSection } from './factors-section.js';
import { LinkedAccountsSection } from './linked-accounts-section.js';
import { PasskeysSection } from './passkeys-section.js';
import { PasswordSection } from './password-section.js';
import { SettingsFrame } from './settings-frame.js';

/** What opens the account: address, password, second factors. */
export function AccessPage() {
  const t = useTranslations('settings.pages');
  return (
    <SettingsFrame title={t('access')}>
      <EmailSection />
      <PasswordSection />
      <FactorsSection />
      <PasskeysSection />
      <LinkedAccountsSection />
    </SettingsFrame>
  );
}
