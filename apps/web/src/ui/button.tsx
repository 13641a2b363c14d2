import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.js';

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** The work of the button runs. It keeps its focus and its name, and a further press does nothing. */
  busy?: boolean;
}

export function Button({ kind = 'plain', busy = false, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
      className={classNames(styles.button, styles[kind], className)}
    >
      {children}
      {busy && <span className={styles.spinner} aria-hidden />}
    </button>
  );
}

/** A button that is an icon only: its name is for screen readers, and appears when the pointer rests on it. */
export function IconButton({ label, className, ...rest }: ButtonProps & { label: string }) {
  return <Button kind="quiet" {...rest} aria-label={label} title={label} className={classNames(styles.icon, className)} />;
}
