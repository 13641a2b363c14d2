import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { reloadNotices, useNotices } from '../../notices/use-notices.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Page } from '../../ui/page.js';
import { NoticeLine } from './notice-line.js';

/** The one list of what happened to a person: chat, tracks, people and cabinets. */
export function NoticesPage() {
  const t = useTranslations('notices');
  const veza = useVeza();
  const queries = useQueryClient();
  const pages = useNotices();
  const notices = pages.data?.pages.flatMap((page) => page.notices);
  const latest = notices?.[0]?.id;
  const isUnread = (pages.data?.pages[0]?.unread ?? 0) > 0;
  const readAll = useMutation({
    // Up to what is shown: one that comes meanwhile stays unread.
    mutationFn: () => veza.readNotices({ body: { up_to: latest } }),
    onSettled: () => reloadNotices(queries),
  });
  return (
    <Page title={t('title')} width="narrow" aside={<Link to="/settings/notices">{t('settings')}</Link>}>
      {isUnread && latest !== undefined && (
        <Actions>
          <Button busy={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('readAll')}
          </Button>
        </Actions>
      )}
      {readAll.error && <ErrorNote error={readAll.error} />}
      <LoadedList label={t('title')} query={pages} items={notices} none={{ title: t('none'), hint: t('noneHint') }}>
        {(notice) => <NoticeLine key={notice.id} notice={notice} />}
      </LoadedList>
      <LoadMore pages={pages} />
    </Page>
  );
}
