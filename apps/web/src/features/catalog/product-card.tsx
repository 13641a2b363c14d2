import { Link } from '@tanstack/react-router';
import type { Product } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge.js';
import { usePrice } from './price.js';
import styles from './product-card.module.css';
import { ProductPicture } from './product-picture.js';

interface ProductCardProps {
  product: Product;
  /** Of the list; a product without a price in it shows its own. */
  currency?: string | undefined;
}

/** A product in a list. The whole card is its link. */
export function ProductCard({ product, currency: listed = product.currency }: ProductCardProps) {
  const t = useTranslations('catalog');
  const priceText = usePrice();
  const { id, name, price, currency, prices, stock, owner_username, pictures, category } = product;
  const amount = prices[listed];
  return (
    <li className={styles.card}>
      <ProductPicture picture={pictures[0]} name={name} size="medium" isDecorative />
      <div className={styles.facts}>
        <h2 className={styles.name}>
          <Link to="/products/$productId" params={{ productId: String(id) }} className={styles.link}>
            {name}
          </Link>
        </h2>
        <p className={styles.price}>{amount === undefined ? priceText(price, currency) : priceText(amount, listed)}</p>
        <p className={styles.soft}>{[owner_username, category].filter(Boolean).join(' · ')}</p>
        {stock === 0 && price > 0 && <Badge kind="warning">{t('products.soldOut')}</Badge>}
      </div>
    </li>
  );
}
