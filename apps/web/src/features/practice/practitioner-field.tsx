import type { Practitioner } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { SelectField } from '../../ui/select-field.js';
import { teamNames } from './team-names.js';

interface PractitionerFieldProps {
  team: readonly Practitioner[];
  value: string;
  /** A further value above the names, such as all of them. */
  first?: { value: string; label: string };
  onChange(id: string): void;
}

/** Whose calendar or hours are in sight. */
export function PractitionerField({ team, value, first, onChange }: PractitionerFieldProps) {
  const t = useTranslations('practice');
  const names = [...teamNames(team)].map(([id, label]) => ({ value: id, label }));
  return (
    <SelectField
      label={t('practitioner')}
      value={value}
      options={first ? [first, ...names] : names}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
