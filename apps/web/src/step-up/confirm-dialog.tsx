import { useMutation, useQuery } from '@tanstack/react-query';
import type { AuthenticateAgainBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { passkeysExist, signWithPasskey } from '../session/passkey.js';
import { useVeza } from '../session/session-context.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { Form, textOf } from '../ui/form.js';
import { KeyIcon } from '../ui/icons.js';
import { Skeleton } from '../ui/skeleton.js';
import { TextField } from '../ui/text-field.js';
import { CurrentPassword, formError } from './current-password.js';
import { ProofError } from './proof-error.js';
import { factorsQuery, passkeysQuery } from './factors.js';

/** The person proves who they are: with a second factor if there is one, otherwise with the password. */
export default function ConfirmDialog({ onEnd }: { onEnd(confirmed: boolean): void }) {
  const t = useTranslations('stepUp');
  const veza = useVeza();
  const factors = useQuery(factorsQuery(veza));
  const passkeys = useQuery(passkeysQuery(veza));
  const confirm = useMutation({
    mutationFn: async (proof: AuthenticateAgainBody | 'passkey'): Promise<void> => {
      const given = async () => ({ passkey: await signWithPasskey((await veza.authenticateAgainOptions()).data) });
      await veza.authenticateAgain({ body: proof === 'passkey' ? await given() : proof });
      onEnd(true);
    },
  });
  const error = factors.error ?? passkeys.error;
  const hasPasskey = (passkeys.data?.length ?? 0) > 0;
  const needsFactor = hasPasskey || Boolean(factors.data?.totp);
  return (
    <Dialog title={t('title')} onClose={() => onEnd(false)}>
      {error && <ErrorNote error={error} />}
      {!error && !(factors.data && passkeys.data) && <Skeleton label={t('title')} lines={2} />}
      {factors.data && passkeys.data && (
        <Form
          error={undefined}
          onSubmit={(form) =>
            confirm.mutate(needsFactor ? { code: textOf(form, 'code').trim() } : { password: textOf(form, 'currentPassword') })
          }
        >
          <p>{t('text')}</p>
          <ProofError error={formError(confirm.error)} />
          {needsFactor ? (
            <TextField
              label={t('code')}
              hint={t(factors.data.totp ? 'codeHint' : 'recoveryHint')}
              name="code"
              autoComplete="one-time-code"
              autoFocus
              required
              maxLength={40}
            />
          ) : (
            <CurrentPassword error={confirm.error} autoFocus />
          )}
          <Button kind="primary" type="submit" busy={confirm.isPending && confirm.variables !== 'passkey'}>
            {t('submit')}
          </Button>
          {hasPasskey && passkeysExist() && (
            <Button busy={confirm.isPending && confirm.variables === 'passkey'} onClick={() => confirm.mutate('passkey')}>
              <KeyIcon />
              {t('passkey')}
            </Button>
          )}
        </Form>
      )}
    </Dialog>
  );
}
