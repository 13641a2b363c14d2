import { useTranslations } from 'use-intl';
import { EraseSection } from './erase-section.js';
import { ExportSection } from './export-section.js';
import { SettingsFrame } from './settings-frame.js';

/** The personal data of the account: a copy, and the end. */
export function DataPage() {
  const t = useTranslations('settings.pages');
  return (
    <SettingsFrame title={t('data')}>
      <ExportSection />
      <EraseSection />
    </SettingsFrame>
  );
}
