import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { DeleteIcon } from '../../ui/icons.js';
import { Note } from '../../ui/note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './files.module.css';

interface Trashed {
  kind: 'product' | 'resource';
  id: number;
  name: string;
  expires_at: string;
}

const MOST = 100;

/** Deleted products and resources, which can be taken back until they expire. */
export function TrashPage() {
  const t = useTranslations('catalog.trash');
  const veza = useVeza();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['trash'],
    queryFn: async ({ signal }): Promise<Trashed[]> => {
      const query = { limit: MOST };
      const [products, resources] = await Promise.all([
        veza.listTrashedProducts({ query, signal }),
        veza.listTrashedResources({ query, signal }),
      ]);
      return [
        ...products.data.products.map(({ id, name, expires_at }) => ({ kind: 'product' as const, id, name, expires_at })),
        ...resources.data.resources.map(({ id, title, expires_at }) => ({
          kind: 'resource' as const,
          id,
          name: title,
          expires_at,
        })),
      ];
    },
    staleTime: 0,
  });
  return (
    <Page title={t('title')} width="narrow" back={<BackLink to="/products">{t('back')}</BackLink>}>
      {isPending && <Skeleton label={t('loading')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={<DeleteIcon />} title={t('empty')}>
          <p>{t('emptyHint')}</p>
        </EmptyState>
      )}
      <ul className={styles.files}>
        {data?.map((each) => (
          <Entry key={`${each.kind} ${each.id}`} trashed={each} />
        ))}
      </ul>
    </Page>
  );
}

function Entry({ trashed: { kind, id, name, expires_at } }: { trashed: Trashed }) {
  const t = useTranslations('catalog.trash');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const path = { id };
  const restore = useMutation({
    mutationFn: async () => {
      await (kind === 'product' ? veza.restoreProduct({ path }) : veza.restoreResource({ path }));
      await Promise.all(['trash', 'products', 'resources'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <li className={styles.file}>
      <div className={styles.name}>
        <p>{name}</p>
        <p className={styles.size}>{t('until', { date: format.dateTime(new Date(expires_at), { dateStyle: 'medium' }) })}</p>
        {restore.error && <ErrorNote error={restore.error} />}
        {restore.isSuccess && <Note>{t('restored')}</Note>}
      </div>
      <Button busy={restore.isPending} onClick={() => restore.mutate()} aria-label={t('restoreOf', { name })}>
        {t('restore')}
      </Button>
    </li>
  );
}
