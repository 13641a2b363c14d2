import { useTranslations } from 'use-intl';
import { LANGUAGES } from '../i18n/languages.js';
import { preferences } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { Button } from '../ui/button.js';

/** One press to the other language, whose name stands in that language. */
export function LanguageSwitch() {
  const t = useTranslations('ui.languages');
  const { language } = usePreferences();
  const other = LANGUAGES.find((each) => each !== language) ?? language;
  return (
    <Button kind="quiet" lang={other} onClick={() => preferences.set({ language: other })}>
      {t(other)}
    </Button>
  );
}
