import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Actions } from './actions.js';
import { Button } from './button.js';
import styles from './error-note.module.css';
import { useFaultText } from './use-fault-text.js';

interface ErrorNoteProps {
  error: unknown;
  /** The way on, for example a link; `retry` makes a button. */
  children?: ReactNode;
  retry?: (() => void) | undefined;
}

/** An error in the words of the user. The id of the request, for support, is one click away. */
export function ErrorNote({ error, retry, children }: ErrorNoteProps) {
  const t = useTranslations('ui.error');
  const faultText = useFaultText();
  const [open, setOpen] = useState(false);
  const { text, requestId } = faultText(error);
  return (
    <div role="alert" className={styles.note}>
      <p>{text}</p>
      {children}
      {(retry !== undefined || requestId !== undefined) && (
        <Actions>
          {retry && <Button onClick={retry}>{t('retry')}</Button>}
          {requestId !== undefined && (
            <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('details')}
            </Button>
          )}
        </Actions>
      )}
      {open && requestId !== undefined && (
        <p className={styles.id}>
          {t('request')} <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}
