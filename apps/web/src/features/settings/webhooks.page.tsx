import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { CreateWebhook } from './create-webhook.js';
import { SettingsFrame } from './settings-frame.js';
import { WebhookItem } from './webhook-item.js';
import { WEBHOOKS } from './webhooks.js';

/** Addresses of programs that are called when something happens. */
export function WebhooksPage() {
  const t = useTranslations('settings.pages');
  return (
    <SettingsFrame title={t('webhooks')}>
      <WebhooksSection />
    </SettingsFrame>
  );
}

function WebhooksSection() {
  const t = useTranslations('settings.webhooks');
  const veza = useVeza();
  const webhooks = useQuery({
    queryKey: WEBHOOKS,
    queryFn: async ({ signal }) => (await veza.listWebhooks({ signal })).data.webhooks,
  });
  const [isCreating, setCreating] = useState(false);
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LoadedList label={t('title')} query={webhooks} items={webhooks.data} none={{ title: t('none'), hint: t('noneHint') }}>
        {(webhook) => <WebhookItem key={webhook.id} webhook={webhook} />}
      </LoadedList>
      <Actions>
        <Button kind="primary" onClick={() => setCreating(true)}>
          {t('create')}
        </Button>
      </Actions>
      {isCreating && <CreateWebhook onClose={() => setCreating(false)} />}
    </Section>
  );
}
