import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Resource } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { DeleteButton } from './delete-button.js';
import { EditFacts } from './edit-facts.js';
import { RESOURCE_FIELDS, resourceBody, resourceDraft } from './resource-draft.js';
import { ResourceForm } from './resource-form.js';
import { useEditing, type Versioned } from '../../editing/use-editing.js';
import { resourceQuery } from './use-products.js';

const route = getRouteApi('/shared/signed-in/resources/$resourceId/edit');

export function EditResourcePage() {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const { resourceId } = route.useParams();
  const resource = useQuery(resourceQuery(veza, Number(resourceId)));
  const remove = () => veza.deleteResource({ path: { id: Number(resourceId) } });
  return (
    <Page
      title={resource.data ? t('editOf', { name: resource.data.value.title }) : t('edit')}
      width="narrow"
      back={
        <BackLink to="/resources/$resourceId" params={{ resourceId }}>
          {t('resources.view')}
        </BackLink>
      }
    >
      {resource.isPending && <Skeleton label={t('loading')} lines={6} />}
      {resource.error && <ErrorNote error={resource.error} retry={() => void resource.refetch()} />}
      {resource.data && <Facts initial={resource.data} />}
      {resource.data && <DeleteButton kind="resources" remove={remove} />}
    </Page>
  );
}

function Facts({ initial }: { initial: Versioned<Resource> }) {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const path = { id: initial.value.id };
  const read = async () => {
    const { data, headers } = await veza.getResource({ path });
    return { value: data, etag: headers.get('etag') ?? undefined };
  };
  const editing = useEditing<Resource>({
    initial,
    draftOf: resourceDraft,
    read,
    send: async (wanted, fields, etag) => {
      const ifMatch = etag === undefined ? {} : { ifMatch: etag };
      await veza.updateResource({ path, body: resourceBody(wanted, fields), ...ifMatch });
      return read();
    },
    keys: [['resource', path.id], ['resources']],
  });
  const nameOf = (field: string) => {
    const known = RESOURCE_FIELDS.find((each) => each === field);
    return known ? t(`resource.${known}`) : field;
  };
  return <EditFacts title={t('resource.facts')} editing={editing} nameOf={nameOf} Form={ResourceForm} />;
}
