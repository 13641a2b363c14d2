import type { Facility } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { SelectField } from '../../ui/select-field.js';

interface FacilityFieldProps {
  facilities: readonly Facility[];
  value: string | undefined;
  onChange(id: string | undefined): void;
}

/** The room or device whose appointments alone are in sight. */
export function FacilityField({ facilities, value, onChange }: FacilityFieldProps) {
  const t = useTranslations('practice.facilities');
  const inUse = facilities.filter(({ id, isArchived }) => !isArchived || id === value);
  return (
    <SelectField
      label={t('one')}
      value={value ?? ''}
      options={[{ value: '', label: t('all') }, ...inUse.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    />
  );
}
