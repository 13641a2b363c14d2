import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Cabinet } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import { CALENDAR } from './use-practice.js';

/** The name of a cabinet and its clock. */
export function CabinetForm({ cabinet: { id, name, timezone } }: { cabinet: Cabinet }) {
  const t = useTranslations('practice.settings');
  const veza = useVeza();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (body: { name: string; timezone: string }) => veza.updateCabinet({ path: { id }, body }),
    onSuccess: () =>
      Promise.all([['cabinets'], ['cabinet'], CALENDAR].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const fault = useFieldFaults(save.error);
  const zones = [...new Set([timezone, ...Intl.supportedValuesOf('timeZone')])].sort();
  return (
    <Section title={t('cabinet')}>
      <Form
        error={save.error}
        onSubmit={(form) => save.mutate({ name: textOf(form, 'name').trim(), timezone: textOf(form, 'timezone') })}
      >
        {save.isSuccess && <Note>{t('saved')}</Note>}
        <TextField
          label={t('name')}
          name="name"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={name}
          fault={fault('name')}
        />
        <SelectField
          label={t('timezone')}
          hint={t('timezoneHint')}
          name="timezone"
          defaultValue={timezone}
          options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          fault={fault('timezone')}
        />
        <div>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('saveCabinet')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
