import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.js';

export interface TextFieldProps extends ComponentProps<'input'>, FieldProps {}

/** An input of one line. */
export function TextField({ label, hint, fault, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} fault={fault} className={className}>
      {(control) => <input {...rest} {...control} />}
    </Field>
  );
}
