import { getRouteApi, useLocation } from '@tanstack/react-router';
import { VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { ReportThing } from '../../people/report-thing.js';
import { usePlayer } from '../../player/player-context.js';
import { OrderedTracks } from '../../playlists/ordered-tracks.js';
import { type OpenedPlaylist, usePlaylist } from '../../playlists/use-playlists.js';
import { useSignedIn } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { BackLink } from '../../ui/back-link.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { NoteIcon, PlayIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { PersonLink } from '../../ui/person-link.js';
import { Skeleton } from '../../ui/skeleton.js';
import { PlaylistEditors } from './playlist-editors.js';
import { PlaylistOwner } from './playlist-owner.js';
import styles from './playlist.page.module.css';
import { usePlaylistOrder } from './use-playlist-order.js';

const route = getRouteApi('/shared/playlists/$playlistId');
const CODE = /^[\w-]{22}$/;

/** A playlist for everyone that may see it. The code of a link is behind the `#`: no server on the way sees it. */
export function PlaylistPage() {
  const t = useTranslations('playlists');
  const { playlistId } = route.useParams();
  const { hash } = useLocation();
  const code = CODE.test(hash) ? hash : '';
  const id = Number(playlistId);
  const { data, error, refetch } = usePlaylist(id, code);
  const back = useSignedIn() && <BackLink to="/playlists">{t('back')}</BackLink>;
  const isGone = error instanceof VezaError && error.status < 500;
  return (
    <Page title={data?.playlist.title ?? t('playlist')} back={back}>
      {!data && error && <ErrorNote error={error} retry={isGone ? undefined : () => void refetch()} />}
      {!data && !error && <Skeleton label={t('loading')} lines={6} />}
      {data && <Detail opened={data} code={code} />}
    </Page>
  );
}

function Detail({ opened, code }: { opened: OpenedPlaylist; code: string }) {
  const t = useTranslations('playlists');
  const player = usePlayer();
  const { data: me } = useMe();
  const { playlist, tracks } = opened;
  const order = usePlaylistOrder(opened, code);
  const { owner, description, visibility, may_edit: mayEdit } = playlist;
  const playable = tracks.filter(({ status }) => status !== 'failed');
  const isOwn = me?.id === owner.id;
  return (
    <>
      <p className={styles.facts}>
        <PersonLink name={owner.username} /> <span>{t('count', { count: tracks.length })}</span>
        {mayEdit && <Badge>{t(`visible.${visibility}`)}</Badge>}
      </p>
      {description !== '' && <p className={styles.words}>{description}</p>}
      <Actions>
        <Button kind="primary" disabled={playable.length === 0} onClick={() => player.play(playable)}>
          <PlayIcon />
          {t('playAll')}
        </Button>
        {isOwn && <PlaylistOwner playlist={playlist} />}
        {visibility === 'public' && <ReportThing kind="playlist" id={playlist.id} ownerId={owner.id} title={playlist.title} />}
      </Actions>
      {tracks.length === 0 ? (
        <EmptyState icon={<NoteIcon />} title={t('noTracks')}>
          {mayEdit && <p>{t('noTracksHint')}</p>}
        </EmptyState>
      ) : (
        <OrderedTracks tracks={tracks} order={mayEdit ? order : undefined} />
      )}
      {mayEdit && <PlaylistEditors playlist={playlist} isOwn={isOwn} />}
    </>
  );
}
