import { useTranslations } from 'use-intl';
import { usePractitioners } from './use-practice.js';

/** The name of an account that works in the cabinet, and the number of another one. */
export function useAccountName(cabinetId: string): (userId: string) => string {
  const t = useTranslations('practice.accounts');
  const { data: team } = usePractitioners(cabinetId);
  return (userId) => {
    if (userId === '0') return t('none');
    const known = team?.find((each) => each.userId === userId);
    return known ? `${known.firstName} ${known.lastName}` : t('other', { id: userId });
  };
}
