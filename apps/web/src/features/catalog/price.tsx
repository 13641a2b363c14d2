import { useFormatter, useTranslations } from 'use-intl';

/** An amount of money in its currency; nothing to pay is a word. */
export function usePrice(): (amount: number, currency: string) => string {
  const t = useTranslations('catalog');
  const format = useFormatter();
  return (amount, currency) => (amount === 0 ? t('free') : format.number(amount, { style: 'currency', currency }));
}
