import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { installOffer } from '../../offline/install-offer.js';
import { Button } from '../../ui/button.js';
import { Section } from '../../ui/section.js';

/** The client as an app of this device, where the browser offers it. */
export function InstallSection() {
  const t = useTranslations('settings.install');
  const isThere = useSyncExternalStore(installOffer.subscribe, installOffer.isThere);
  if (!isThere) return null;
  return (
    <Section title={t('title')}>
      <p>{t('text')}</p>
      <div>
        <Button onClick={() => void installOffer.ask()}>{t('install')}</Button>
      </div>
    </Section>
  );
}
