import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';

export type License = Track['license'];

export const LICENSES = [
  'all-rights-reserved',
  'cc-by',
  'cc-by-sa',
  'cc-by-nd',
  'cc-by-nc',
  'cc-by-nc-sa',
  'cc-by-nc-nd',
  'cc0',
] as const satisfies readonly License[];

/** A license that a form gives. */
export const licenseOf = (text: string): License | undefined => LICENSES.find((each) => each === text);

/** The licenses for a choice, with what each of them permits. */
export function useLicenseOptions(): { value: License; label: string }[] {
  const t = useTranslations('tracks.licenses');
  return LICENSES.map((value) => ({ value, label: t(value) }));
}
