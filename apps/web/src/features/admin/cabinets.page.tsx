import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CreateCabinetBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form } from '../../ui/form.js';
import { Item } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { AdminFrame } from './admin-frame.js';
import { CabinetFields, factsOf } from './cabinet-fields.js';
import { CABINETS } from './cabinets.js';
import { LoadedList } from '../../ui/loaded-list.js';

/** All cabinets of the platform, and a new one. */
export function CabinetsPage() {
  const t = useTranslations('admin');
  return (
    <AdminFrame title={t('pages.cabinets')} administrators>
      <Cabinets />
      <NewCabinet />
    </AdminFrame>
  );
}

function Cabinets() {
  const t = useTranslations('admin.cabinets');
  const veza = useVeza();
  const cabinets = useQuery({
    queryKey: CABINETS,
    queryFn: async ({ signal }) => (await veza.listCabinets({ signal })).data.items,
  });
  return (
    <Section title={t('title')}>
      <LoadedList label={t('title')} query={cabinets} items={cabinets.data} none={{ title: t('none'), hint: t('noneHint') }}>
        {({ id, name, timezone }) => (
          <Item
            key={id}
            title={
              <Link to="/admin/cabinets/$cabinetId" params={{ cabinetId: id }}>
                {name}
              </Link>
            }
          >
            {timezone}
          </Item>
        )}
      </LoadedList>
    </Section>
  );
}

function NewCabinet() {
  const t = useTranslations('admin.cabinets');
  const veza = useVeza();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: CreateCabinetBody) => veza.createCabinet({ body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: CABINETS }),
  });
  return (
    <Section title={t('new')} hint={t('newHint')}>
      <Form key={create.data?.data.id} error={create.error} onSubmit={(form) => create.mutate(factsOf(form))}>
        <CabinetFields />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('create')}
        </Button>
      </Form>
    </Section>
  );
}
