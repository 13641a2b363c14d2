import type { Facility, Treatment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';

type Need = Treatment['needs'];

const KIND = 'kind ';
const ONE = 'one ';

interface NeedFieldProps {
  facilities: readonly Facility[];
  need: Need | undefined;
  name?: string;
  fault?: string | undefined;
}

const textFor = (need: Need | undefined): string => {
  if (need?.kind !== undefined) return KIND + need.kind;
  return need?.facilityId === undefined ? '' : ONE + need.facilityId;
};

/** The room or device that appointments use: none, any of a kind, or one. */
export function NeedField({ facilities, need, name = 'needs', fault }: NeedFieldProps) {
  const t = useTranslations('practice.facilities');
  const present = textFor(need);
  const inUse = facilities.filter(({ id, isArchived }) => !isArchived || ONE + id === present);
  const kinds = new Set([...(need?.kind === undefined ? [] : [need.kind]), ...inUse.map(({ kind }) => kind)]);
  const options = [
    { value: '', label: t('needsNone') },
    ...[...kinds].map((kind) => ({ value: KIND + kind, label: t('needsKind', { kind }) })),
    ...inUse.map((each) => ({ value: ONE + each.id, label: each.name })),
  ];
  return <SelectField label={t('needs')} name={name} defaultValue={present} options={options} fault={fault} />;
}

export function needIn(form: FormData, name = 'needs'): Need {
  const text = textOf(form, name);
  if (text.startsWith(KIND)) return { kind: text.slice(KIND.length) };
  return text.startsWith(ONE) ? { facilityId: text.slice(ONE.length) } : null;
}

export const isSameNeed = (one: Need | undefined, other: Need | undefined): boolean => textFor(one) === textFor(other);
