import { useTranslations } from 'use-intl';
import { LANGUAGES } from '../../i18n/languages.js';
import { preferences, THEMES } from '../../preferences/preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { Choice } from '../../ui/choice.js';
import { Section } from '../../ui/section.js';

/** Language and colours, which are kept in this browser. */
export function Appearance() {
  const t = useTranslations('settings.appearance');
  const names = useTranslations('ui.languages');
  const { language, theme } = usePreferences();
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Choice
        label={t('language')}
        value={language}
        options={LANGUAGES.map((value) => ({ value, label: names(value), lang: value }))}
        onChange={(value) => preferences.set({ language: value })}
      />
      <Choice
        label={t('theme')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={(value) => preferences.set({ theme: value })}
      />
    </Section>
  );
}
