import type { ReactNode } from 'react';
import { ErrorNote } from './error-note.js';
import styles from './form.module.css';

interface FormProps {
  onSubmit(fields: FormData): void;
  /** The error of the last submission. */
  error?: unknown;
  /** The way on after the error. */
  onward?: ReactNode;
  children: ReactNode;
}

/** A form in one column. Fields carry `name`, and their values arrive as `FormData`. */
export function Form({ onSubmit, error, onward, children }: FormProps) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {error !== undefined && error !== null && <ErrorNote error={error}>{onward}</ErrorNote>}
      {children}
    </form>
  );
}

/** The text of a field; empty without one. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
