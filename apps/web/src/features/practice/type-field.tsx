import type { Appointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';

type AppointmentType = Appointment['type'];

export const TYPES: readonly AppointmentType[] = [
  ...(['consultation', 'controle', 'soin', 'detartrage'] as const),
  ...(['extraction', 'implant', 'orthodontie', 'urgence'] as const),
];

interface TypeFieldProps {
  /** The chosen type at first. */
  initial?: AppointmentType | undefined;
  onChange?(type: AppointmentType): void;
}

/** What an appointment is for, as the field `type` of a form. */
export function TypeField({ initial, onChange }: TypeFieldProps) {
  const t = useTranslations('booking');
  return (
    <SelectField
      label={t('type')}
      name="type"
      defaultValue={initial}
      options={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
      onChange={({ target }) => onChange?.(typeOf(target.value))}
    />
  );
}

const typeOf = (text: string): AppointmentType => TYPES.find((type) => type === text) ?? 'consultation';

export const typeIn = (form: FormData): AppointmentType => typeOf(textOf(form, 'type'));
