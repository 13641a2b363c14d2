import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { TextField } from '../../ui/text-field.js';

/** An e-mail address, and then the code that was sent there. */
export function MailedCode({ cabinet, onVisit }: { cabinet: string; onVisit(visit: string): void }) {
  const t = useTranslations('booking.proof');
  const veza = useVeza();
  const [sentTo, setSentTo] = useState<string>();
  const send = useMutation({
    mutationFn: async (email: string) => (await veza.requestVisitCode({ path: { cabinet }, body: { email } })).data,
    onSuccess: (_, email) => setSentTo(email),
  });
  const open = useMutation({
    mutationFn: async (code: string) =>
      (await veza.openVisit({ path: { cabinet }, body: { requestId: send.data?.requestId ?? '', code } })).data,
    onSuccess: ({ visit }) => onVisit(visit),
  });
  if (sentTo === undefined)
    return (
      <Form key="address" error={send.error} onSubmit={(form) => send.mutate(textOf(form, 'email').trim())}>
        <TextField label={t('email')} name="email" type="email" required maxLength={254} autoComplete="email" />
        <Button kind="primary" type="submit" busy={send.isPending}>
          {t('send')}
        </Button>
      </Form>
    );
  return (
    <Form key="code" error={open.error} onSubmit={(form) => open.mutate(textOf(form, 'code').trim())}>
      <Note>{t('sent', { email: sentTo })}</Note>
      <TextField
        label={t('code')}
        name="code"
        required
        maxLength={20}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
      />
      <Button kind="primary" type="submit" busy={open.isPending}>
        {t('continue')}
      </Button>
      <Button kind="quiet" onClick={() => setSentTo(undefined)}>
        {t('other')}
      </Button>
    </Form>
  );
}
