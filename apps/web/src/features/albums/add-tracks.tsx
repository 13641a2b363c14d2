import { useInfiniteQuery } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import type { useAlbumOrder } from './use-album-order.js';

const PAGE = 30;

interface AddTracksProps {
  tracks: readonly Track[];
  order: ReturnType<typeof useAlbumOrder>;
  onClose(): void;
}

/** Own tracks that are not on the album, to be added at its end. */
export function AddTracks({ tracks, order, onClose }: AddTracksProps) {
  const t = useTranslations('albums');
  const veza = useVeza();
  const me = useMe().data?.id;
  const pages = useInfiniteQuery({
    queryKey: ['tracks', 'to-add', me],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listTracks({ query: { limit: PAGE, cursor: pageParam, uploader: me }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: me !== undefined,
  });
  const present = new Set(tracks.map(({ id }) => id));
  const others = pages.data?.pages.flatMap((page) => page.tracks.filter(({ id }) => !present.has(id)));
  return (
    <Dialog title={t('addTitle')} onClose={onClose}>
      {order.error && <ErrorNote error={order.error} />}
      <p>{t('addHint')}</p>
      <LoadedList label={t('addTitle')} query={pages} items={others} none={{ title: t('nothingToAdd') }}>
        {(track) => (
          <Item
            key={track.id}
            title={track.title}
            actions={
              <Button aria-label={`${t('addTrack')} ${track.title}`} onClick={() => order.add(track)}>
                {t('addTrack')}
              </Button>
            }
          />
        )}
      </LoadedList>
      <LoadMore pages={pages} />
    </Dialog>
  );
}
