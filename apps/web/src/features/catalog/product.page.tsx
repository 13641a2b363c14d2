import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Product } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { ReportThing } from '../../people/report-thing.js';
import { useVeza } from '../../session/session-context.js';
import { useShown } from '../../session/shown.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { BackLink } from '../../ui/back-link.js';
import { Badge } from '../../ui/badge.js';
import { ErrorNote } from '../../ui/error-note.js';
import { EditIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';
import { PersonLink } from '../../ui/person-link.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Gallery } from './gallery.js';
import { MoreOfSeller } from './more-of-seller.js';
import { usePrice } from './price.js';
import styles from './product.page.module.css';
import { ProductFiles } from './product-files.js';
import { productQuery } from './use-products.js';
import { WriteTo } from './write-to.js';

const route = getRouteApi('/shared/products/$productId');

export function ProductPage() {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const { productId } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    ...productQuery(veza, Number(productId)),
    ...useShown<Product>('product', productId),
  });
  const product = data?.value;
  return (
    <Page title={product?.name ?? t('products.one')} back={<BackLink to="/products">{t('products.title')}</BackLink>}>
      {isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {product && <Detail product={product} />}
    </Page>
  );
}

function Detail({ product }: { product: Product }) {
  const t = useTranslations('catalog');
  const format = useFormatter();
  const priceText = usePrice();
  const { data: me } = useMe();
  const {
    id,
    name,
    description,
    price,
    currency,
    prices,
    stock,
    category,
    owner_id,
    owner_username,
    created_at,
    pictures,
    files,
  } = product;
  const isOwn = me !== undefined && Number(me.id) === owner_id;
  return (
    <>
      <div className={styles.product}>
        <Gallery pictures={pictures} name={name} />
        <div className={styles.facts}>
          <p className={styles.price}>{priceText(price, currency)}</p>
          {Object.keys(prices).length > 0 && (
            <ul className={styles.prices}>
              {Object.entries(prices).map(([code, amount]) => (
                <li key={code}>{priceText(amount, code)}</li>
              ))}
            </ul>
          )}
          <p>
            {stock > 0 ? (
              <Badge kind="good">{t('products.stock', { count: stock })}</Badge>
            ) : (
              price > 0 && <Badge kind="warning">{t('products.soldOut')}</Badge>
            )}
          </p>
          {description !== '' && <p className={styles.description}>{description}</p>}
          <p className={styles.soft}>
            {t.rich('by', {
              name: owner_username,
              date: format.dateTime(new Date(created_at), { dateStyle: 'medium' }),
              person: () => <PersonLink name={owner_username} />,
            })}
          </p>
          {category !== null && (
            <p>
              <Link to="/products" search={{ category: [category] }}>
                {category}
              </Link>
            </p>
          )}
          {!isOwn && (
            <Actions>
              <WriteTo userId={owner_id} name={owner_username} about={{ title: name, path: `/products/${id}` }} />
              <ReportThing kind="product" id={id} ownerId={owner_id} title={name} />
            </Actions>
          )}
          {isOwn && (
            <div>
              <LinkButton to="/products/$productId/edit" params={{ productId: String(id) }}>
                <EditIcon />
                {t('edit')}
              </LinkButton>
            </div>
          )}
        </div>
      </div>
      {files && files.length > 0 && (
        <Section title={t('files.title')}>
          <ProductFiles product={product} isOwn={isOwn} />
        </Section>
      )}
      <MoreOfSeller product={product} />
    </>
  );
}
