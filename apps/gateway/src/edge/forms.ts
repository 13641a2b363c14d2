import { DeclaredError, fieldErrors } from '@veza/contracts';
import type { z } from 'zod';

/** The text fields beside an uploaded file. */
export function readForm<Form extends z.ZodType>(schema: Form, fields: Record<string, string>): z.output<Form> {
  const form = schema.safeParse(fields);
  if (!form.success) throw new DeclaredError('VALIDATION_FAILED', { details: fieldErrors(form.error) });
  return form.data;
}
