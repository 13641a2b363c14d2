import type { TotpEnrolment } from '@veza/sdk';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { CopyButton } from '../ui/copy-button.js';
import { TextField } from '../ui/text-field.js';
import styles from './authenticator-secret.module.css';

const QrCode = lazy(async () => ({ default: (await import('../ui/qr-code.js')).QrCode }));

/** What an authenticator app needs: a picture to scan, or the same as text; and the field of the code that it then shows. */
export function AuthenticatorSecret({ enrolment: { secret, uri } }: { enrolment: TotpEnrolment }) {
  const t = useTranslations('stepUp.app');
  return (
    <>
      <p>{t('scan')}</p>
      <div className={styles.picture}>
        <Suspense>
          <QrCode text={uri} label={t('picture')} />
        </Suspense>
      </div>
      <div className={styles.secret}>
        <p>{t('type')}</p>
        <code className={styles.text}>{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
        <CopyButton text={secret}>{t('copy')}</CopyButton>
      </div>
      <TextField
        label={t('code')}
        hint={t('codeHint')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={40}
        required
      />
    </>
  );
}
