import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.js';

interface SelectFieldProps extends ComponentProps<'select'>, FieldProps {
  options: readonly { readonly value: string; readonly label: string }[];
}

/** One of several values. `Choice` shows up to five of them at once. */
export function SelectField({ label, hint, fault, className, options, ...rest }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} fault={fault} className={className}>
      {(control) => (
        <select {...rest} {...control}>
          {options.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
