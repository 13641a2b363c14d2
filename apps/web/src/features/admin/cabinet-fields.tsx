import type { Cabinet, CreateCabinetBody } from '@veza/sdk';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';

/** Name and time zone, of a new cabinet or an existing one. */
export function CabinetFields({ cabinet }: { cabinet?: Cabinet }) {
  const t = useTranslations('admin.cabinets');
  const zones = useId();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <TextField label={t('name')} name="name" defaultValue={cabinet?.name} maxLength={200} autoComplete="off" required />
      <TextField
        label={t('timezone')}
        hint={t('timezoneHint')}
        name="timezone"
        list={zones}
        defaultValue={cabinet?.timezone ?? here}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

export const factsOf = (form: FormData): CreateCabinetBody => ({
  name: textOf(form, 'name').trim(),
  timezone: textOf(form, 'timezone').trim(),
});
