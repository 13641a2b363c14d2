import type { Appointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';

type AppointmentType = Appointment['type'];

const TYPES: readonly AppointmentType[] = [
  ...(['consultation', 'controle', 'soin', 'detartrage'] as const),
  ...(['extraction', 'implant', 'orthodontie', 'urgence'] as const),
];

/** What an appointment is for, as the field `type` of a form. */
export function TypeField() {
  const t = useTranslations('booking');
  return <SelectField label={t('type')} name="type" options={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))} />;
}

export const typeIn = (form: FormData): AppointmentType => TYPES.find((type) => type === textOf(form, 'type')) ?? 'consultation';
