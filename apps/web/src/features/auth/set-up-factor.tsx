import { useMutation } from '@tanstack/react-query';
import type { FinishSetUpBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { makePasskey, passkeysExist } from '../../session/passkey.js';
import { useVeza } from '../../session/session-context.js';
import { AuthenticatorSecret } from '../../step-up/authenticator-secret.js';
import { ProofError } from '../../step-up/proof-error.js';
import { RecoveryCodes } from '../../step-up/recovery-codes.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { KeyIcon } from '../../ui/icons.js';
import { AuthCard, AuthFooter } from './auth-card.js';

interface SetUpFactorProps {
  ticket: string;
  onBack(): void;
  onEnd(): void;
}

/** A second factor, which the role of the account needs, set up within the sign-in: by an app or a passkey. */
export function SetUpFactor({ ticket, onBack, onEnd }: SetUpFactorProps) {
  const t = useTranslations('auth.setUp');
  const back = useTranslations('auth.secondFactor');
  const veza = useVeza();
  const app = useMutation({ mutationFn: async () => (await veza.setUpTotp({ body: { ticket } })).data });
  const finish = useMutation({
    mutationFn: async (proof: Omit<FinishSetUpBody, 'ticket'>) =>
      (await veza.finishSetUp({ body: { ticket, ...proof } })).data.recovery_codes,
  });
  const passkey = useMutation({
    mutationFn: async (): Promise<void> => {
      const credential = await makePasskey((await veza.setUpPasskeyOptions({ body: { ticket } })).data);
      await finish.mutateAsync({ passkey: { name: t('passkeyName'), credential } });
    },
  });
  if (finish.data)
    return (
      <AuthCard title={t('codes')}>
        <RecoveryCodes codes={finish.data} onKept={onEnd} />
      </AuthCard>
    );
  return (
    <AuthCard title={t('title')} text={t('text')}>
      <ProofError error={app.error ?? passkey.error ?? finish.error} />
      {app.data ? (
        <Form onSubmit={(form) => finish.mutate({ code: textOf(form, 'code').replace(/\s/g, '') })}>
          <AuthenticatorSecret enrolment={app.data} />
          <Button kind="primary" type="submit" busy={finish.isPending}>
            {t('submit')}
          </Button>
        </Form>
      ) : (
        <>
          <Button kind="primary" busy={app.isPending} onClick={() => app.mutate()}>
            {t('app')}
          </Button>
          {passkeysExist() && (
            <Button busy={passkey.isPending} onClick={() => passkey.mutate()}>
              <KeyIcon />
              {t('passkey')}
            </Button>
          )}
        </>
      )}
      <AuthFooter>
        <Button kind="quiet" onClick={onBack}>
          {back('back')}
        </Button>
      </AuthFooter>
    </AuthCard>
  );
}
