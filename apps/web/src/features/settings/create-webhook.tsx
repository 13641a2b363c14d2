import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateWebhookBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import styles from './create-token.module.css';
import { ShownOnce } from './shown-once.js';
import { EVENT_GROUPS, EVENTS, eventKey, WEBHOOKS } from './webhooks.js';

/** Address and events of a new webhook; then its secret, once. */
export function CreateWebhook({ onClose }: { onClose(): void }) {
  const t = useTranslations('settings.webhooks');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async (body: CreateWebhookBody) => (await fresh(() => veza.createWebhook({ body }))).data.secret,
    onSuccess: () => queries.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  const submit = (form: FormData) =>
    create.mutate({
      url: textOf(form, 'url').trim(),
      events: EVENT_GROUPS.flatMap((group) => EVENTS[group].filter((event) => form.has(event))),
    });
  if (create.data !== undefined)
    return (
      <Dialog title={t('secret')} onClose={onClose}>
        <ShownOnce text={t('secretText')} secret={create.data} copy={t('copy')} onKept={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <Form error={create.error} onSubmit={submit}>
        <TextField
          label={t('url')}
          hint={t('urlHint')}
          name="url"
          type="url"
          placeholder="https://"
          maxLength={2_000}
          autoComplete="off"
          required
          autoFocus
        />
        {EVENT_GROUPS.map((group) => (
          <fieldset key={group} className={styles.areas}>
            <legend>{t(`groups.${group}`)}</legend>
            {EVENTS[group].map((event) => (
              <CheckField key={event} label={t(`events.${eventKey(event)}`)} name={event} />
            ))}
          </fieldset>
        ))}
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('create')}
        </Button>
      </Form>
    </Dialog>
  );
}
