import { useMutation } from '@tanstack/react-query';
import type { Profile } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { CurrentPassword, formError } from '../../step-up/current-password.js';
import { useFresh } from '../../step-up/step-up.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import { OwnProfile } from './own-profile.js';

/** The address of the account. A new one counts when the link of its mail was used. */
export function EmailSection() {
  const t = useTranslations('settings.email');
  return (
    <Section title={t('title')} hint={t('hint')}>
      <OwnProfile>
        {(me) => (
          <>
            <p>
              <strong>{me.email}</strong>{' '}
              {me.email_verified ? <Badge kind="good">{t('verified')}</Badge> : <Badge kind="warning">{t('unverified')}</Badge>}
            </p>
            {!me.email_verified && <SendAgain />}
            <NewAddress me={me} />
          </>
        )}
      </OwnProfile>
    </Section>
  );
}

function SendAgain() {
  const t = useTranslations('settings.email');
  const veza = useVeza();
  const again = useMutation({ mutationFn: () => veza.resendVerification() });
  return (
    <div>
      {again.error && <ErrorNote error={again.error} />}
      {again.isSuccess && <Note>{t('sentAgain')}</Note>}
      <Button busy={again.isPending} onClick={() => again.mutate()}>
        {t('again')}
      </Button>
    </div>
  );
}

function NewAddress({ me }: { me: Profile }) {
  const t = useTranslations('settings.email');
  const veza = useVeza();
  const fresh = useFresh();
  const faults = useFaultText();
  const change = useMutation({
    mutationFn: async (body: { email: string; currentPassword: string }): Promise<string> => {
      await fresh(() => veza.novaUpdateProfile({ body }));
      return body.email;
    },
  });
  return (
    <details>
      <summary>{t('change')}</summary>
      <Form
        error={formError(change.error)}
        onSubmit={(form) =>
          change.mutate({ email: textOf(form, 'email').trim(), currentPassword: textOf(form, 'currentPassword') })
        }
      >
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        <TextField
          label={t('new')}
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          fault={change.error ? faults(change.error).fields.email : undefined}
          required
        />
        <CurrentPassword error={change.error} />
        {change.isSuccess && <Note>{t('sent', { email: change.data })}</Note>}
        <Button kind="primary" type="submit" busy={change.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </details>
  );
}
