import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PeopleIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AuthorPicture } from './author-picture.js';
import { BlockButton } from '../../people/block-button.js';
import styles from './people-search.module.css';
import { useBlocks } from '../../people/use-blocks.js';

/** The blocked people, each with the way back. */
export function BlockedPage() {
  const t = useTranslations('rooms');
  const { data, error, isPending, refetch } = useBlocks();
  return (
    <Page title={t('block.title')} width="narrow" back={<BackLink to="/rooms">{t('inbox')}</BackLink>}>
      <p>{t('block.meaning')}</p>
      {isPending && <Skeleton label={t('loading')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={<PeopleIcon />} title={t('block.nobody')}>
          <p>{t('block.nobodyHint')}</p>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {data?.map(({ user_id, username }) => (
          <li key={user_id} className={styles.row}>
            <AuthorPicture userId={user_id} name={username} />
            <strong>{username}</strong>
            <BlockButton userId={user_id} name={username} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
