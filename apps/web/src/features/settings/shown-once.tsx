import { useTranslations } from 'use-intl';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import styles from './create-token.module.css';

interface ShownOnceProps {
  text: string;
  secret: string;
  /** The name of the button that copies it. */
  copy: string;
  onKept(): void;
}

/** A secret that is shown this one time. */
export function ShownOnce({ text, secret, copy, onKept }: ShownOnceProps) {
  const t = useTranslations('settings.tokens');
  return (
    <div className={styles.parts}>
      <p>{text}</p>
      <code className={styles.secret}>{secret}</code>
      <Actions>
        <CopyButton text={secret}>{copy}</CopyButton>
        <Button kind="primary" onClick={onKept}>
          {t('kept')}
        </Button>
      </Actions>
    </div>
  );
}
