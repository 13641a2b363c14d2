import { useTranslations } from 'use-intl';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';

export function AccountDeletedPage() {
  const t = useTranslations('settings.erase');
  return (
    <Page title={t('doneTitle')} width="narrow">
      <p>{t('done')}</p>
      <p>
        <LinkButton to="/sign-up">{t('again')}</LinkButton>
      </p>
    </Page>
  );
}
