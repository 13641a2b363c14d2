import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Form } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import type { FactsFormProps } from './edit-facts.js';
import type { ResourceField } from './resource-draft.js';
import { KINDS } from './search.js';

interface ResourceFormProps extends Omit<FactsFormProps, 'onSubmit'> {
  /** Above the facts, such as the file. */
  children?: ReactNode;
  onSubmit(fields: FormData): void;
}

/** The facts of a resource. */
export function ResourceForm({ draft, error, busy, submit, children, set, onSubmit }: ResourceFormProps) {
  const t = useTranslations('catalog');
  const field = (name: ResourceField) => ({
    label: t(`resource.${name}`),
    value: draft[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => set(name, target.value),
  });
  return (
    <Form error={error} onSubmit={onSubmit}>
      {children}
      <TextField {...field('title')} required maxLength={200} autoComplete="off" />
      <TextAreaField {...field('description')} maxLength={5_000} rows={4} />
      <SelectField {...field('category')} options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
      <TextField {...field('tags')} hint={t('resource.tagsHint')} maxLength={1_000} autoComplete="off" />
      <CheckField
        label={t('resource.isPublic')}
        hint={t('resource.isPublicHint')}
        checked={draft.isPublic === 'true'}
        onChange={({ target }) => set('isPublic', String(target.checked))}
      />
      <Button kind="primary" type="submit" busy={busy}>
        {submit}
      </Button>
    </Form>
  );
}
