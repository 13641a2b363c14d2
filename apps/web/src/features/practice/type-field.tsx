import type { Appointment, Treatment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';

type AppointmentType = Appointment['type'];

export const TYPES: readonly AppointmentType[] = [
  ...(['consultation', 'controle', 'soin', 'detartrage'] as const),
  ...(['extraction', 'implant', 'orthodontie', 'urgence'] as const),
];

const PREFIX = 'treatment ';

interface TypeFieldProps {
  /** Treatments of the cabinet, offered before the types. */
  treatments?: readonly Treatment[];
  /** The chosen type at first. */
  initial?: AppointmentType | undefined;
  onChange?(type: AppointmentType, treatment: Treatment | undefined): void;
}

/** What an appointment is for, as the field `type` of a form. */
export function TypeField({ initial, treatments = [], onChange }: TypeFieldProps) {
  const t = useTranslations('booking');
  const options = [
    ...treatments.map(({ id, name }) => ({ value: PREFIX + id, label: name })),
    ...TYPES.map((value) => ({ value: String(value), label: t(`types.${value}`) })),
  ];
  return (
    <SelectField
      label={t('type')}
      name="type"
      defaultValue={initial ?? 'consultation'}
      options={options}
      onChange={({ target: { value } }) => {
        const treatment = treatments.find(({ id }) => PREFIX + id === value);
        onChange?.(treatment?.type ?? typeOf(value), treatment);
      }}
    />
  );
}

const typeOf = (text: string): AppointmentType => TYPES.find((type) => type === text) ?? 'consultation';

export const typeIn = (form: FormData): AppointmentType => typeOf(textOf(form, 'type'));

/** The treatment that was chosen, if it is one of the cabinet. */
export function treatmentIn(form: FormData): string | undefined {
  const text = textOf(form, 'type');
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
}
