import type { Practitioner } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { SelectField } from '../../ui/select-field.js';

interface PractitionerFieldProps {
  team: readonly Practitioner[];
  value: string;
  onChange(id: string): void;
}

/** Whose calendar or hours are in sight. */
export function PractitionerField({ team, value, onChange }: PractitionerFieldProps) {
  const t = useTranslations('practice');
  return (
    <SelectField
      label={t('practitioner')}
      value={value}
      options={team.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` }))}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
