import { getRouteApi, useLocation } from '@tanstack/react-router';
import { VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { TrackAlbums } from '../../albums/track-albums.js';
import { ReadThing } from '../../notices/read-thing.js';
import { ReportThing } from '../../people/report-thing.js';
import { Cover } from '../../player/cover.js';
import { QueueButtons } from '../../player/queue-buttons.js';
import { AddToPlaylistButton } from '../../playlists/add-to-playlist.js';
import { useSignedIn } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { BackLink } from '../../ui/back-link.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Comments } from './comments.js';
import { LikeButton } from './like-button.js';
import { SharedTrackPage } from './shared-track.js';
import { ShareTrack } from './share-track.js';
import { secondOf } from './second.js';
import { TrackFacts } from './track-facts.js';
import { TrackPlays } from './track-plays.js';
import { TrackOwner } from './track-owner.js';
import { TrackSound } from './track-sound.js';
import { TrackState } from './track-state.js';
import styles from './track.page.module.css';
import { isPlayable, useTrack } from './use-tracks.js';

const route = getRouteApi('/shared/tracks/$trackId');
const CODE = /^[\w-]{22}$/;

/** The code of a secret link is behind the `#`, as that of a playlist. */
export function TrackPage() {
  const { hash } = useLocation();
  return CODE.test(hash) ? <SharedTrackPage key={hash} code={hash} /> : <OpenTrackPage />;
}

function OpenTrackPage() {
  const t = useTranslations('tracks');
  const { trackId } = route.useParams();
  const location = useLocation();
  const { data, error, refetch } = useTrack(Number(trackId));
  const me = useMe().data;
  const back = useSignedIn() && <BackLink to="/tracks">{t('back')}</BackLink>;
  if (!data)
    return (
      <Page title={t('track')} back={back}>
        {error ? (
          <ErrorNote error={error} retry={isGone(error) ? undefined : () => void refetch()} />
        ) : (
          <Skeleton label={t('loading')} />
        )}
      </Page>
    );
  const track = data.value;
  const isOwn = me !== undefined && (me.id === track.uploader_id || me.role === 'admin');
  return (
    <Page title={track.title} back={back}>
      <div className={styles.head}>
        <Cover track={track} size="large" />
        <div className={styles.sound}>
          <p className={styles.names}>
            <span className={styles.artist}>{track.artist}</span> <TrackState track={track} />
          </p>
          <TrackSound track={track} start={secondOf(location, track)} />
          <Actions>
            <LikeButton trackId={track.id} />
            <AddToPlaylistButton track={track} />
            {isPlayable(track) && <QueueButtons track={track} />}
            {track.is_public && track.status === 'ready' && <ShareTrack track={track} />}
            <ReportThing kind="track" id={track.id} ownerId={track.uploader_id} title={track.title} />
          </Actions>
          <TrackAlbums id={track.id} />
          <TrackFacts track={track} mayDownload={isOwn || track.downloadable} />
        </div>
      </div>
      {me !== undefined && <ReadThing kind="track" id={trackId} />}
      {isOwn && <TrackOwner read={data} />}
      {isOwn && <TrackPlays track={track} />}
      <Comments track={track} />
    </Page>
  );
}

const isGone = (error: unknown): boolean => error instanceof VezaError && error.status < 500;
