import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Product } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { DeleteButton } from './delete-button.js';
import { EditFacts } from './edit-facts.js';
import { EditFiles } from './edit-files.js';
import { EditPictures } from './edit-pictures.js';
import { PRODUCT_FIELDS, productBody, productDraft } from './product-draft.js';
import { ProductForm } from './product-form.js';
import { useEditing, type Versioned } from '../../editing/use-editing.js';
import { productQuery } from './use-products.js';

const route = getRouteApi('/shared/signed-in/products/$productId/edit');

export function EditProductPage() {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const { productId } = route.useParams();
  const id = Number(productId);
  const { data, error, isPending, refetch } = useQuery(productQuery(veza, id));
  return (
    <Page
      title={data ? t('editOf', { name: data.value.name }) : t('edit')}
      width="narrow"
      back={
        <BackLink to="/products/$productId" params={{ productId }}>
          {t('products.view')}
        </BackLink>
      }
      aside={
        <LinkButton to="/products/$productId/history" params={{ productId }}>
          {t('history.title')}
        </LinkButton>
      }
    >
      {isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <Facts initial={data} />
          <EditPictures product={data.value} />
          <EditFiles product={data.value} />
          <DeleteButton kind="products" remove={() => veza.deleteProduct({ path: { id } })} />
        </>
      )}
    </Page>
  );
}

function Facts({ initial }: { initial: Versioned<Product> }) {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const { id } = initial.value;
  const read = async () => {
    const { data, headers } = await veza.getProduct({ path: { id } });
    return { value: data, etag: headers.get('etag') ?? undefined };
  };
  const editing = useEditing<Product>({
    initial,
    draftOf: productDraft,
    read,
    send: async (wanted, fields, etag) => {
      await veza.updateProduct({ path: { id }, body: productBody(wanted, fields), ...(etag !== undefined && { ifMatch: etag }) });
      return read();
    },
    keys: [['product', id], ['products']],
  });
  const nameOf = (field: string) => {
    const known = PRODUCT_FIELDS.find((each) => each === field);
    return known ? t(`product.${known}`) : field;
  };
  return <EditFacts title={t('product.facts')} editing={editing} nameOf={nameOf} Form={ProductForm} />;
}
