import { useQuery } from '@tanstack/react-query';
import type { Product } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Section } from '../../ui/section.js';
import { ProductCard } from './product-card.js';
import styles from './products.page.module.css';

const MOST = 4;

/** The newest other products of the seller, below a product. */
export function MoreOfSeller({ product: { id, owner_id, owner_username } }: { product: Product }) {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const { data = [] } = useQuery({
    queryKey: ['products', 'more of', owner_id],
    queryFn: async ({ signal }) =>
      (await veza.listProducts({ query: { owner: owner_id, limit: MOST + 1, total: 'none' }, signal })).data.products,
  });
  const others = data.filter((each) => each.id !== id).slice(0, MOST);
  if (others.length === 0) return null;
  return (
    <Section title={t('products.moreOf', { name: owner_username })}>
      <ul className={styles.grid}>
        {others.map((each) => (
          <ProductCard key={each.id} product={each} />
        ))}
      </ul>
    </Section>
  );
}
