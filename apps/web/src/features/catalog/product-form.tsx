import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Form } from '../../ui/form.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import type { FactsFormProps } from './edit-facts.js';
import styles from './form.module.css';
import type { ProductField } from './product-draft.js';

/** The facts of a product. Faults of the API stand at their fields. */
export function ProductForm({ draft, error, busy, submit, set, onSubmit }: FactsFormProps) {
  const t = useTranslations('catalog.product');
  const faultText = useFaultText();
  const faults = error ? faultText(error).fields : {};
  const field = (name: ProductField, wire: string = name) => {
    const fault = Object.entries(faults).find(([path]) => path === name || path === wire || path.startsWith(`${name}.`))?.[1];
    return {
      label: t(name),
      name,
      value: draft[name] ?? '',
      autoComplete: 'off',
      onChange: ({ target }: { target: { value: string } }) => set(name, target.value),
      fault,
    };
  };
  return (
    <Form error={error} onSubmit={onSubmit}>
      <TextField {...field('name', 'nom')} required maxLength={200} />
      <TextAreaField {...field('description')} maxLength={5_000} rows={5} />
      <div className={styles.pair}>
        <TextField
          {...field('price', 'prix')}
          required
          inputMode="decimal"
          pattern="\d{1,10}([.,]\d{1,2})?"
          hint={t('priceHint')}
        />
        <TextField {...field('prices')} hint={t('pricesHint')} maxLength={400} />
      </div>
      <div className={styles.pair}>
        <TextField {...field('stock')} required type="number" min={0} max={2_147_483_647} step={1} />
        <TextField {...field('category')} maxLength={60} />
        <TextField {...field('sku')} hint={t('skuHint')} maxLength={64} />
      </div>
      <Button kind="primary" type="submit" busy={busy}>
        {submit}
      </Button>
    </Form>
  );
}
