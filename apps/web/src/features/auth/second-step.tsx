import { useTranslations } from 'use-intl';
import { passkeysExist } from '../../session/passkey.js';
import { ProofError } from '../../step-up/proof-error.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { KeyIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';
import { AuthCard, AuthFooter } from './auth-card.js';
import type { useSignIn } from './use-sign-in.js';

interface SecondStepProps extends Pick<ReturnType<typeof useSignIn>, 'attempt'> {
  onBack(): void;
}

/** A code of the authenticator app, a recovery code or a passkey, after the right password. */
export function SecondStep({ attempt, onBack }: SecondStepProps) {
  const t = useTranslations('auth');
  const s = useTranslations('auth.secondFactor');
  return (
    <AuthCard title={s('title')} text={s('hint')}>
      <ProofError error={attempt.error} />
      <Form onSubmit={(fields) => attempt.mutate({ kind: 'code', code: textOf(fields, 'code').trim() })}>
        <TextField label={s('code')} name="code" autoComplete="one-time-code" autoFocus required maxLength={40} />
        <Button kind="primary" type="submit" busy={attempt.isPending}>
          {s('submit')}
        </Button>
      </Form>
      {passkeysExist() && (
        <Button onClick={() => attempt.mutate({ kind: 'passkey' })}>
          <KeyIcon />
          {s('passkey')}
        </Button>
      )}
      <AuthFooter>
        <Button kind="quiet" onClick={onBack}>
          {t('secondFactor.back')}
        </Button>
      </AuthFooter>
    </AuthCard>
  );
}
