import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.js';

interface TextAreaFieldProps extends ComponentProps<'textarea'>, FieldProps {}

/** An input of several lines. */
export function TextAreaField({ label, hint, fault, className, rows = 3, ...rest }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} fault={fault} className={className}>
      {(control) => <textarea {...rest} {...control} rows={rows} />}
    </Field>
  );
}
