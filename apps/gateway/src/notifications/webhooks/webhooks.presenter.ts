import type { WireWebhook, WireWebhookDelivery } from '@veza/contracts';
import type { WebhookDelivery } from './webhook-delivery.entity.js';
import type { Webhook } from './webhook.entity.js';

export const webhookOf = ({ id, url, events, failingSince, disabledAt, createdAt, ...rest }: Webhook): WireWebhook => ({
  id,
  url,
  events,
  failing_since: failingSince?.toISOString() ?? null,
  disabled_at: disabledAt?.toISOString() ?? null,
  dropped: droppedOf(rest),
  created_at: createdAt.toISOString(),
});

const droppedOf = ({
  droppedEvents: events,
  droppedFrom: from,
  droppedTo: to,
}: Pick<Webhook, 'droppedEvents' | 'droppedFrom' | 'droppedTo'>): WireWebhook['dropped'] =>
  from && to && { events, from: from.toISOString(), to: to.toISOString() };

export const deliveryOf = (delivery: WebhookDelivery): WireWebhookDelivery => ({
  id: delivery.id,
  event: delivery.event,
  state: delivery.state,
  tries: delivery.tries,
  status: delivery.status,
  fault: delivery.fault,
  next_try_at: delivery.state === 'pending' ? delivery.nextTryAt.toISOString() : null,
  created_at: delivery.createdAt.toISOString(),
});
