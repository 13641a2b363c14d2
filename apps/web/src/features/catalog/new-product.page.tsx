import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { EMPTY_PRODUCT, PRODUCT_FIELDS, productBody } from './product-draft.js';
import { ProductForm } from './product-form.js';

const ALL: ReadonlySet<string> = new Set(PRODUCT_FIELDS);

/** A new product. Its pictures and files follow on the page that opens then. */
export function NewProductPage() {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY_PRODUCT);
  const create = useMutation({
    mutationFn: async () => (await veza.createProduct({ body: productBody(draft, ALL) })).data,
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['products'] });
      await navigate({ to: '/products/$productId/edit', params: { productId: String(id) } });
    },
  });
  return (
    <Page title={t('products.new')} width="narrow" back={<BackLink to="/products">{t('products.title')}</BackLink>}>
      <Section title={t('product.facts')} hint={t('product.next')}>
        <ProductForm
          draft={draft}
          error={create.error}
          busy={create.isPending}
          submit={t('product.create')}
          set={(field, text) => setDraft((now) => ({ ...now, [field]: text }))}
          onSubmit={() => create.mutate()}
        />
      </Section>
    </Page>
  );
}
