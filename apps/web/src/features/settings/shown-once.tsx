import { useTranslations } from 'use-intl';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import styles from './create-token.module.css';

/** A secret that is shown this one time. */
export function ShownOnce({ text, secret, onKept }: { text: string; secret: string; onKept(): void }) {
  const t = useTranslations('settings.tokens');
  return (
    <div className={styles.parts}>
      <p>{text}</p>
      <code className={styles.secret}>{secret}</code>
      <Actions>
        <CopyButton text={secret}>{t('copy')}</CopyButton>
        <Button kind="primary" onClick={onKept}>
          {t('kept')}
        </Button>
      </Actions>
    </div>
  );
}
