import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { CurrentPassword, formError } from '../../step-up/current-password.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { PasswordField } from '../../ui/password-field.js';
import { Section } from '../../ui/section.js';
import { useFaultText } from '../../ui/use-fault-text.js';

export function PasswordSection() {
  const t = useTranslations('settings.password');
  const veza = useVeza();
  const fresh = useFresh();
  const faults = useFaultText();
  const details = useRef<HTMLDetailsElement>(null);
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => fresh(() => veza.novaChangePassword({ body })),
    onSuccess: () => {
      details.current?.querySelector('form')?.reset();
      details.current?.removeAttribute('open');
    },
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {change.isSuccess && <Note>{t('changed')}</Note>}
      <details ref={details}>
        <summary>{t('change')}</summary>
        <Form
          error={formError(change.error)}
          onSubmit={(form) =>
            change.mutate({ currentPassword: textOf(form, 'currentPassword'), newPassword: textOf(form, 'newPassword') })
          }
        >
          <CurrentPassword error={change.error} />
          <PasswordField
            label={t('new')}
            hint={t('newHint')}
            name="newPassword"
            autoComplete="new-password"
            minLength={10}
            fault={change.error ? faults(change.error).fields.newPassword : undefined}
            required
          />
          <Button kind="primary" type="submit" busy={change.isPending}>
            {t('submit')}
          </Button>
        </Form>
      </details>
    </Section>
  );
}
