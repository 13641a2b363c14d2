import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedMessage } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { BookmarkIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { FoundMessage } from './found-message.js';
import styles from './pinned-messages.module.css';

const KEY = ['saved-messages'];

/** The messages that the person has saved, the last saved first. What may no longer be read has no text. */
export function SavedPage() {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const pages = useInfiniteQuery({
    queryKey: KEY,
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === '' ? {} : { cursor: pageParam };
      return (await veza.listSavedMessages({ query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 0,
  });
  const saved = pages.data?.pages.flatMap((page) => page.saved);
  return (
    <Page title={t('saved.title')} width="narrow" back={<BackLink to="/rooms">{t('inbox')}</BackLink>}>
      <p>{t('saved.meaning')}</p>
      {pages.isPending && <Skeleton label={t('loading')} lines={5} />}
      {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {saved?.length === 0 && (
        <EmptyState icon={<BookmarkIcon />} title={t('saved.none')}>
          <p>{t('saved.noneHint')}</p>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {saved?.map((each) => (
          <Entry key={each.message_id} saved={each} />
        ))}
      </ul>
      <LoadMore pages={pages} />
    </Page>
  );
}

function Entry({ saved: { message_id, message } }: { saved: SavedMessage }) {
  const t = useTranslations('rooms.saved');
  if (message)
    return (
      <FoundMessage message={message} words="">
        <Remove messageId={message_id} label={t('removeOf', { name: message.username })} />
      </FoundMessage>
    );
  return (
    <li>
      <p>{t('closed')}</p>
      <Remove messageId={message_id} label={t('removeClosed')} />
    </li>
  );
}

function Remove({ messageId, label }: { messageId: number; label: string }) {
  const t = useTranslations('rooms.saved');
  const veza = useVeza();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: async () => {
      await veza.unsaveMessage({ path: { messageId } });
      await queries.invalidateQueries({ queryKey: KEY });
    },
  });
  return (
    <div className={styles.under}>
      <Button busy={remove.isPending} aria-label={label} onClick={() => remove.mutate()}>
        {t('remove')}
      </Button>
      {remove.error && <ErrorNote error={remove.error} />}
    </div>
  );
}
