import type { ProductPage } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useSignedIn } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { LinkButton } from '../../ui/link-button.js';
import { SelectField } from '../../ui/select-field.js';
import { about } from './about.js';
import styles from './filters.module.css';
import { CURRENCIES, type ProductSearch, productSearch, rangeOf, SORTS } from './search.js';
import { useChosen } from '../../ui/use-chosen.js';
import { useWide } from './use-wide.js';

interface ProductFiltersProps {
  search: ProductSearch;
  facets: ProductPage['facets'];
  onChange(search: ProductSearch): Promise<void>;
}

/** The filters with their counts: open beside the list, and closed above it on a phone. */
export function ProductFilters({ facets, ...props }: ProductFiltersProps) {
  const t = useTranslations('catalog');
  const counted = useCounted(facets);
  const isSignedIn = useSignedIn();
  const isWide = useWide();
  const [isOpen, setIsOpen] = useState(false);
  const [search, choose] = useChosen(props.search, props.onChange);
  const change = (part: Record<string, unknown>) => choose(productSearch({ ...search, ...part }));
  const inStock = facets?.in_stock?.find(({ value }) => value)?.count ?? 0;
  const chosen = search.category ?? [];
  const categories = facets?.category ?? [];
  // A chosen category without a product in sight stays, so that it can be taken back.
  const shown = [
    ...categories,
    ...chosen.filter((each) => !categories.some(({ value }) => value === each)).map((value) => ({ value, count: 0 })),
  ];
  return (
    <details className={styles.filters} open={isWide || isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('filters')}</summary>
      <div className={styles.fields}>
        <SelectField
          label={t('sort')}
          value={search.sort ?? ''}
          options={[{ value: '', label: t('sorts.default') }, ...SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))]}
          onChange={({ target }) => change({ sort: target.value })}
        />
        <SelectField
          label={t('products.currency')}
          value={search.currency ?? CURRENCIES[0]}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
          onChange={({ target }) => change({ currency: target.value })}
        />
        <PriceField search={search} facets={facets} onChange={(price) => change({ price })} />
        <CheckField
          label={
            facets?.is_estimate === true
              ? t('products.inStockAbout', { count: about(inStock) })
              : t('products.inStock', { count: inStock })
          }
          checked={search.inStock ?? false}
          onChange={({ target }) => change({ inStock: target.checked })}
        />
        {isSignedIn && (
          <CheckField
            label={t('products.mine')}
            checked={search.mine ?? false}
            onChange={({ target }) => change({ mine: target.checked })}
          />
        )}
        {shown.length > 0 && (
          <fieldset className={styles.group}>
            <legend>{t('products.category')}</legend>
            {shown.map(({ value, count }) => (
              <CheckField
                key={value}
                label={counted(value, count)}
                checked={chosen.includes(value)}
                onChange={({ target }) =>
                  change({ category: target.checked ? [...chosen, value] : chosen.filter((each) => each !== value) })
                }
              />
            ))}
          </fieldset>
        )}
        {Object.keys(search).length > 0 && <Button onClick={() => choose({})}>{t('clear')}</Button>}
        {isSignedIn && (
          <LinkButton to="/trash" kind="quiet" className={styles.trash}>
            {t('trash.title')}
          </LinkButton>
        )}
      </div>
    </details>
  );
}

/** A name with its number of products, rounded when it is an estimate. */
function useCounted(facets: ProductPage['facets']): (name: string, count: number) => string {
  const t = useTranslations('catalog');
  return (name, count) =>
    facets?.is_estimate === true ? t('countedAbout', { name, count: about(count) }) : t('counted', { name, count });
}

function PriceField({ search, facets, onChange }: Omit<ProductFiltersProps, 'onChange'> & { onChange(price: string): void }) {
  const t = useTranslations('catalog');
  const counted = useCounted(facets);
  const format = useFormatter();
  const { currency = CURRENCIES[0] } = search;
  const money = (amount: number) => format.number(amount, { style: 'currency', currency, maximumFractionDigits: 0 });
  const name = (from: number, to: number | null | undefined) =>
    to === null || to === undefined
      ? t('products.priceFrom', { from: money(from) })
      : t('products.priceRange', { from: money(from), to: money(to) });
  const ranges = (facets?.price ?? []).map(({ from, to, count }) => ({
    value: `${from}-${to ?? ''}`,
    label: counted(name(from, to), count),
  }));
  const chosen = search.price === undefined ? undefined : rangeOf(search.price);
  const isMissing = chosen && !ranges.some(({ value }) => value === search.price);
  return (
    <SelectField
      label={t('products.price')}
      value={search.price ?? ''}
      options={[
        { value: '', label: t('products.anyPrice') },
        ...ranges,
        ...(isMissing ? [{ value: search.price ?? '', label: name(chosen.from, chosen.to) }] : []),
      ]}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
