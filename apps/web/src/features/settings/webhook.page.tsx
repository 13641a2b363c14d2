import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { WebhookDelivery } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { SettingsFrame } from './settings-frame.js';
import { eventKey, WEBHOOKS } from './webhooks.js';

const route = getRouteApi('/shared/signed-in/settings/webhooks/$webhookId');
const REFRESH_MS = 10_000;
const BADGES = { pending: 'warning', delivered: 'good', failed: 'danger', dropped: undefined } as const;

/** What was sent to the address of one webhook within seven days. */
export function WebhookPage() {
  const t = useTranslations('settings.webhooks');
  const veza = useVeza();
  const { webhookId: id } = route.useParams();
  const deliveries = useQuery({
    queryKey: [...WEBHOOKS, id],
    queryFn: async ({ signal }) => (await veza.listWebhookDeliveries({ path: { id }, signal })).data.deliveries,
    refetchInterval: REFRESH_MS,
  });
  const queries = useQueryClient();
  const ping = useMutation({
    mutationFn: () => veza.pingWebhook({ path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...WEBHOOKS, id] }),
  });
  return (
    <SettingsFrame title={t('deliveries')} back={<BackLink to="/settings/webhooks">{t('back')}</BackLink>}>
      <Section title={t('sent')} hint={t('sentHint')}>
        <Button busy={ping.isPending} onClick={() => ping.mutate()}>
          {t('ping')}
        </Button>
        {ping.error && <ErrorNote error={ping.error} />}
        <LoadedList
          label={t('sent')}
          query={deliveries}
          items={deliveries.data}
          none={{ title: t('noneSent'), hint: t('noneSentHint') }}
        >
          {(delivery) => <DeliveryItem key={delivery.id} webhook={id} delivery={delivery} />}
        </LoadedList>
      </Section>
    </SettingsFrame>
  );
}

function DeliveryItem({ webhook, delivery }: { webhook: string; delivery: WebhookDelivery }) {
  const { id, event, state, tries, status, next_try_at: next, created_at: at } = delivery;
  const t = useTranslations('settings.webhooks');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const moment = (given: string) => format.dateTime(new Date(given), { dateStyle: 'medium', timeStyle: 'medium' });
  const resend = useMutation({
    mutationFn: () => veza.resendWebhookDelivery({ path: { id: webhook, delivery: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...WEBHOOKS, webhook] }),
  });
  const facts = [
    moment(at),
    t('tries', { tries }),
    status !== null && t('status', { status }),
    next !== null && t('next', { date: moment(next) }),
  ];
  return (
    <Item
      title={t(`events.${eventKey(event)}`)}
      aside={<Badge kind={BADGES[state]}>{t(`delivery.${state}`)}</Badge>}
      actions={
        state !== 'pending' && (
          <Button kind="quiet" busy={resend.isPending} onClick={() => resend.mutate()}>
            {t('resend')}
          </Button>
        )
      }
    >
      {facts.filter(Boolean).join(' · ')}
      {resend.error && <ErrorNote error={resend.error} />}
    </Item>
  );
}
