import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { AuthCard, AuthFooter } from './auth-card.js';
import type { useSignIn } from './use-sign-in.js';

interface MailedCodeProps extends Pick<ReturnType<typeof useSignIn>, 'attempt'> {
  email: string;
  onBack(): void;
}

/** The code of a mail, in place of the password. */
export function MailedCode({ attempt, email, onBack }: MailedCodeProps) {
  const t = useTranslations('auth');
  const m = useTranslations('auth.mailedCode');
  return (
    <AuthCard title={m('title')} text={m('text', { email })}>
      <Form
        error={attempt.error}
        onSubmit={(fields) => attempt.mutate({ kind: 'mailed', email, code: textOf(fields, 'code').replace(/\s/g, '') })}
      >
        <TextField
          label={m('code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          autoFocus
          required
        />
        <Button kind="primary" type="submit" busy={attempt.isPending}>
          {m('submit')}
        </Button>
      </Form>
      <AuthFooter>
        <Button kind="quiet" onClick={onBack}>
          {t('mailedCode.again')}
        </Button>
      </AuthFooter>
    </AuthCard>
  );
}
