import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Actions } from './actions.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { ErrorNote } from './error-note.js';
import styles from './form.module.css';

interface ConfirmDialogProps {
  title: string;
  /** What the action does, and whether it can be undone. */
  children: ReactNode;
  /** The name of the action, on its button. */
  action: string;
  onConfirm(): Promise<unknown>;
  onClose(): void;
}

/** Asks before an action that cannot be undone, runs it, and closes after it. */
export function ConfirmDialog({ title, children, action, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useTranslations('ui');
  const run = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={styles.form}>
        {run.error && <ErrorNote error={run.error} />}
        <p>{children}</p>
        <Actions>
          <Button kind="danger" busy={run.isPending} onClick={() => run.mutate()}>
            {action}
          </Button>
          <Button onClick={onClose} autoFocus>
            {t('goBack')}
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}
