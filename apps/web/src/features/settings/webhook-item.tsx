import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { useChosen } from '../../ui/use-chosen.js';
import { RotateSecret } from './rotate-secret.js';
import { eventKey, WEBHOOKS } from './webhooks.js';

/** One webhook, which its owner switches off and on. Veza switches off one that fails for a day. */
export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const { id, url, events, disabled_at: disabled, failing_since: failing, dropped } = webhook;
  const t = useTranslations('settings.webhooks');
  const format = useFormatter();
  const time = (at: string): string => format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'short' });
  const veza = useVeza();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'rotate' | 'remove'>();
  const close = () => setOpen(undefined);
  const reload = () => queries.invalidateQueries({ queryKey: WEBHOOKS });
  const toggle = useMutation({
    scope: { id: `webhook ${id}` }, // one after the other: the last choice stays
    mutationFn: (on: boolean) => (on ? veza.enableWebhook({ path: { id } }) : veza.disableWebhook({ path: { id } })),
    onSettled: reload,
  });
  const [isOn, choose] = useChosen(disabled === null, toggle.mutateAsync);
  const remove = async (): Promise<void> => {
    await veza.removeWebhook({ path: { id } });
    await reload();
  };
  return (
    <Item
      title={
        <Link to="/settings/webhooks/$webhookId" params={{ webhookId: id }}>
          {url}
        </Link>
      }
      aside={<State disabled={disabled} failing={failing} />}
      actions={
        <>
          <CheckField
            role="switch"
            label={t('active')}
            aria-label={t('activeOf', { url })}
            checked={isOn}
            onChange={(event) => choose(event.target.checked)}
          />
          <Button kind="quiet" onClick={() => setOpen('rotate')} aria-label={t('rotateOf', { url })}>
            {t('rotate')}
          </Button>
          <Button kind="quiet" onClick={() => setOpen('remove')} aria-label={t('removeOf', { url })}>
            {t('remove')}
          </Button>
        </>
      }
    >
      {format.list(events.map((event) => t(`events.${eventKey(event)}`)))}
      {dropped && <p>{t('dropped', { count: dropped.events, from: time(dropped.from), to: time(dropped.to) })}</p>}
      {toggle.error && <ErrorNote error={toggle.error} />}
      {open === 'rotate' && <RotateSecret id={id} onClose={close} />}
      {open === 'remove' && (
        <ConfirmDialog title={t('removeOf', { url })} action={t('remove')} onConfirm={remove} onClose={close}>
          {t('removeText')}
        </ConfirmDialog>
      )}
    </Item>
  );
}

function State({ disabled, failing }: { disabled: string | null; failing: string | null }) {
  const t = useTranslations('settings.webhooks.states');
  if (disabled !== null) return <Badge kind={failing === null ? undefined : 'danger'}>{t('off')}</Badge>;
  return failing === null ? <Badge kind="good">{t('on')}</Badge> : <Badge kind="warning">{t('failing')}</Badge>;
}
