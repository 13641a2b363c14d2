import { useTranslations } from 'use-intl';
import { BotsSection } from './bots-section.js';
import { SettingsFrame } from './settings-frame.js';
import { TokensSection } from './tokens-section.js';

/** Programs that act for the person. */
export function ProgramsPage() {
  const t = useTranslations('settings.pages');
  return (
    <SettingsFrame title={t('programs')}>
      <TokensSection />
      <BotsSection />
    </SettingsFrame>
  );
}
