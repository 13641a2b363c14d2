import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { RotateSecret } from './rotate-secret.js';
import { eventKey, WEBHOOKS } from './webhooks.js';

/** One webhook. One that Veza switched off is switched on again. */
export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const { id, url, events, disabled_at: disabled, failing_since: failing } = webhook;
  const t = useTranslations('settings.webhooks');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'rotate' | 'remove'>();
  const close = () => setOpen(undefined);
  const reload = () => queries.invalidateQueries({ queryKey: WEBHOOKS });
  const enable = useMutation({ mutationFn: () => veza.enableWebhook({ path: { id } }), onSuccess: reload });
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
          {disabled !== null && (
            <Button kind="primary" busy={enable.isPending} onClick={() => enable.mutate()} aria-label={t('enableOf', { url })}>
              {t('enable')}
            </Button>
          )}
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
      {enable.error && <ErrorNote error={enable.error} />}
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
  if (disabled !== null) return <Badge kind="danger">{t('off')}</Badge>;
  return failing === null ? <Badge kind="good">{t('on')}</Badge> : <Badge kind="warning">{t('failing')}</Badge>;
}
