import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CurrentPassword, formError } from '../../step-up/current-password.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';

interface PasswordDialogProps {
  title: string;
  text: ReactNode;
  kind: 'primary' | 'danger';
  /** The call that takes the password, and what follows it. */
  onSubmit(password: string): Promise<unknown>;
  onClose(): void;
}

/** A dialogue for a change of access that takes the password. */
export function PasswordDialog({ title, text, kind, onSubmit, onClose }: PasswordDialogProps) {
  const fresh = useFresh();
  const run = useMutation({ mutationFn: (password: string) => fresh(() => onSubmit(password)) });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form error={formError(run.error)} onSubmit={(form) => run.mutate(textOf(form, 'currentPassword'))}>
        <p>{text}</p>
        <CurrentPassword error={run.error} autoFocus />
        <Button kind={kind} type="submit" busy={run.isPending}>
          {title}
        </Button>
      </Form>
    </Dialog>
  );
}
