import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { visitProvider } from '../../session/provider-visit.js';
import { useProviders } from '../../session/use-providers.js';
import { Button } from '../../ui/button.js';

/** A button for each provider. If the gateway does not respond there is none: the other ways remain. */
export function ProviderButtons() {
  const t = useTranslations('auth.signIn');
  const { data: providers } = useProviders();
  const [visited, setVisited] = useState<string>();
  return providers?.map(({ id, label }) => (
    <Button
      key={id}
      busy={visited === id}
      onClick={() => {
        setVisited(id);
        void visitProvider(id, 'sign-in');
      }}
    >
      {t('provider', { label })}
    </Button>
  ));
}
