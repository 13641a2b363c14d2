import { Link } from '@tanstack/react-router';
import type { Track } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { Cover } from '../../player/cover.js';
import { PlayButton } from '../../player/play-button.js';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { AddToPlaylistIcon } from '../../playlists/add-to-playlist.js';
import { IconButton } from '../../ui/button.js';
import { AddToQueueIcon, PlayNextIcon } from '../../ui/icons.js';
import styles from './track-list.module.css';
import { TrackState } from './track-state.js';
import { isPlayable } from './use-tracks.js';

/** Tracks to play: the one that is pressed, and those below it. */
export function TrackList({ tracks }: { tracks: readonly Track[] }) {
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const playable = tracks.filter(isPlayable);
  return (
    <ul className={styles.list}>
      {tracks.map((track) => {
        const isCurrent = current?.track.id === track.id;
        const isPlaying = isCurrent && (status === 'playing' || status === 'loading');
        return (
          <Line
            key={track.id}
            track={track}
            isCurrent={isCurrent}
            isPlaying={isPlaying}
            onPlay={() => (isCurrent ? player.toggle() : player.play(playable, playable.indexOf(track)))}
            onPlayNext={() => player.playNext(track)}
            onAdd={() => player.addToEnd(track)}
          />
        );
      })}
    </ul>
  );
}

interface LineProps {
  track: Track;
  isCurrent: boolean;
  isPlaying: boolean;
  onPlay(): void;
  onPlayNext(): void;
  onAdd(): void;
}

function Line({ track, isCurrent, isPlaying, onPlay, onPlayNext, onAdd }: LineProps) {
  const t = useTranslations('tracks');
  const tPlayer = useTranslations('player');
  const format = useFormatter();
  const { id, title, artist, uploader_username, play_count, duration_seconds } = track;
  return (
    <li className={styles.line} data-current={isCurrent || undefined}>
      <PlayButton title={title} isPlaying={isPlaying} disabled={!isPlayable(track)} onClick={onPlay} />
      <Cover track={track} />
      <div className={styles.names}>
        <h2 className={styles.title}>
          <Link to="/tracks/$trackId" params={{ trackId: String(id) }} className={styles.link}>
            {title}
          </Link>
        </h2>
        <p className={styles.under}>
          <span className={styles.artist}>{namesOf(artist, uploader_username)}</span>
          <TrackState track={track} />
        </p>
      </div>
      <span className={styles.plays}>
        {t('plays', { count: play_count, shown: format.number(play_count, { notation: 'compact' }) })}
      </span>
      <span className={styles.time}>{duration_seconds > 0 && clock(duration_seconds)}</span>
      <AddToPlaylistIcon track={track} className={styles.next} />
      <IconButton
        label={tPlayer('playNext', { title })}
        disabled={!isPlayable(track)}
        onClick={onPlayNext}
        className={styles.next}
      >
        <PlayNextIcon />
      </IconButton>
      <IconButton label={tPlayer('addToEnd', { title })} disabled={!isPlayable(track)} onClick={onAdd}>
        <AddToQueueIcon />
      </IconButton>
    </li>
  );
}

/** An artist under the own name is named once. */
function namesOf(artist: string, uploader: string): string {
  return artist.toLocaleLowerCase() === uploader.toLocaleLowerCase() ? artist : `${artist} · ${uploader}`;
}
