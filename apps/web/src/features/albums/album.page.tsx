import { getRouteApi } from '@tanstack/react-router';
import { type OpenAlbum, VezaError } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useAlbum } from '../../albums/use-albums.js';
import type { Versioned } from '../../editing/use-editing.js';
import { ReportThing } from '../../people/report-thing.js';
import { Cover } from '../../player/cover.js';
import { usePlayer } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { OrderedTracks } from '../../playlists/ordered-tracks.js';
import { useSignedIn } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { BackLink } from '../../ui/back-link.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { NoteIcon, PlayIcon } from '../../ui/icons.js';
import { Note } from '../../ui/note.js';
import { Page } from '../../ui/page.js';
import { PersonLink } from '../../ui/person-link.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AlbumOwner } from './album-owner.js';
import styles from './album.page.module.css';
import { ShareAlbum } from './share-album.js';
import { useAlbumOrder } from './use-album-order.js';

const route = getRouteApi('/shared/albums/$albumId');

/** An album for everyone that may see it. Its tracks are played without a gap. */
export function AlbumPage() {
  const t = useTranslations('albums');
  const { albumId } = route.useParams();
  const { data, error, refetch } = useAlbum(Number(albumId));
  const back = useSignedIn() && <BackLink to="/tracks">{t('back')}</BackLink>;
  const isGone = error instanceof VezaError && error.status < 500;
  return (
    <Page title={data?.value.album.title ?? t('album')} back={back}>
      {!data && error && <ErrorNote error={error} retry={isGone ? undefined : () => void refetch()} />}
      {!data && !error && <Skeleton label={t('loading')} lines={6} />}
      {data && <Detail read={data} />}
    </Page>
  );
}

function Detail({ read }: { read: Versioned<OpenAlbum> }) {
  const t = useTranslations('albums');
  const format = useFormatter();
  const player = usePlayer();
  const { data: me } = useMe();
  const { album, tracks } = read.value;
  const { owner, description, kind, release_date: released, duration_seconds: duration } = album;
  const order = useAlbumOrder(read.value);
  const isOwn = me?.id === owner.id;
  const playable = tracks.filter(({ status }) => status !== 'failed');
  const hidden = album.is_public ? tracks.filter(({ is_public }) => !is_public).length : 0;
  return (
    <>
      <div className={styles.head}>
        <Cover track={album} size="large" />
        <div className={styles.facts}>
          <p>
            <PersonLink name={owner.username} /> <Badge>{t(`kinds.${kind}`)}</Badge>{' '}
            {!album.is_public && <Badge>{t('private')}</Badge>}
          </p>
          <p className={styles.soft}>
            {[
              released !== undefined &&
                t('released', { date: format.dateTime(new Date(released), { dateStyle: 'long', timeZone: 'UTC' }) }),
              t('count', { count: tracks.length }),
              duration > 0 && clock(duration),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {description !== '' && <p className={styles.words}>{description}</p>}
          <Actions>
            <Button kind="primary" disabled={playable.length === 0} onClick={() => player.play(playable)}>
              <PlayIcon />
              {t('playAll')}
            </Button>
            {album.is_public && <ShareAlbum album={album} />}
            {(isOwn || me?.role === 'admin') && <AlbumOwner read={read} isOwn={isOwn} order={order} />}
            <ReportThing kind="album" id={album.id} ownerId={owner.id} title={album.title} />
          </Actions>
        </div>
      </div>
      {isOwn && hidden > 0 && <Note>{t('privateTracks', { count: hidden })}</Note>}
      {tracks.length === 0 ? (
        <EmptyState icon={<NoteIcon />} title={t('noTracks')}>
          {isOwn && <p>{t('noTracksHint')}</p>}
        </EmptyState>
      ) : (
        <OrderedTracks tracks={tracks} order={isOwn ? order : undefined} />
      )}
    </>
  );
}
