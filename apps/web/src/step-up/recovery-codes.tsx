import { useTranslations } from 'use-intl';
import { Actions } from '../ui/actions.js';
import { Button } from '../ui/button.js';
import { CopyButton } from '../ui/copy-button.js';
import { saveFile } from '../ui/save-file.js';
import styles from './authenticator-secret.module.css';

/** New recovery codes, which are shown once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const t = useTranslations('stepUp.codes');
  const text = `${codes.join('\n')}\n`;
  return (
    <div className={styles.parts}>
      <p>{t('text')}</p>
      <ul className={styles.codes} aria-label={t('title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Actions>
        <CopyButton text={text}>{t('copy')}</CopyButton>
        <Button onClick={() => saveFile(new Blob([text], { type: 'text/plain' }), 'veza-recovery-codes.txt')}>
          {t('download')}
        </Button>
        <Button kind="primary" onClick={onKept}>
          {t('kept')}
        </Button>
      </Actions>
    </div>
  );
}
