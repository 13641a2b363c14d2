import { Link } from '@tanstack/react-router';
import type { Track } from '@veza/sdk';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Cover } from '../player/cover.js';
import { PlayButton } from '../player/play-button.js';
import { usePlayer, usePlayerState } from '../player/player-context.js';
import { clock } from '../player/time.js';
import { IconButton } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { CloseIcon, DownIcon, UpIcon } from '../ui/icons.js';
import styles from './ordered-tracks.module.css';

type Way = 'up' | 'down';

/** What an editor does with the order. */
export interface TrackOrder {
  readonly error: unknown;
  move(from: number, to: number): void;
  remove(track: Track): void;
}

/** The tracks to play from any of them on. Editors move them by drag, or by two buttons each. */
export function OrderedTracks({ tracks, order }: { tracks: readonly Track[]; order: TrackOrder | undefined }) {
  const t = useTranslations('playlists');
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const [news, setNews] = useState('');
  const [dragged, setDragged] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const pressed = useRef<{ id: number; way: Way }>(undefined);
  // A moved element may lose the focus.
  useEffect(() => {
    const { id, way } = pressed.current ?? {};
    pressed.current = undefined;
    list.current?.querySelector<HTMLElement>(`[data-move="${way}-${id}"]`)?.focus();
  }, [tracks]);
  const playable = tracks.filter(({ status: state }) => state !== 'failed');
  const moveTo = (from: number, to: number) => {
    const place = Math.max(0, Math.min(to, tracks.length - 1));
    order?.move(from, place);
    setNews(t('place', { title: tracks[from]?.title ?? '', place: place + 1, count: tracks.length }));
  };
  return (
    <>
      {order !== undefined && order.error !== null && <ErrorNote error={order.error} />}
      <p role="status" className="visually-hidden">
        {news}
      </p>
      <ol ref={list} className={styles.list} aria-label={t('order')}>
        {tracks.map((track, at) => {
          const isCurrent = current?.track.id === track.id;
          const edit = {
            onMove: (way: Way) => {
              pressed.current = { id: track.id, way };
              moveTo(at, way === 'up' ? at - 1 : at + 1);
            },
            onRemove: () => {
              order?.remove(track);
              setNews(t('removed', { title: track.title }));
            },
            onDrag: (isDragged: boolean) => setDragged(isDragged ? at : undefined),
            onDrop: dragged === undefined || dragged === at ? undefined : () => moveTo(dragged, at),
          };
          return (
            <Line
              key={track.id}
              track={track}
              isCurrent={isCurrent}
              isPlaying={isCurrent && (status === 'playing' || status === 'loading')}
              onPlay={() => (isCurrent ? player.toggle() : player.play(playable, playable.indexOf(track)))}
              edit={order && edit}
            />
          );
        })}
      </ol>
    </>
  );
}

interface LineProps {
  track: Track;
  isCurrent: boolean;
  isPlaying: boolean;
  onPlay(): void;
  edit:
    | {
        onMove(way: Way): void;
        onRemove(): void;
        onDrag(isDragged: boolean): void;
        /** While another track is dragged. */
        onDrop: (() => void) | undefined;
      }
    | undefined;
}

function Line({ track, isCurrent, isPlaying, onPlay, edit }: LineProps) {
  const t = useTranslations('playlists');
  const { id, title, artist, duration_seconds: duration } = track;
  return (
    <li
      className={styles.line}
      data-current={isCurrent || undefined}
      draggable={edit !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        edit?.onDrag(true);
      }}
      onDragEnd={() => edit?.onDrag(false)}
      onDragOver={(event) => {
        if (edit?.onDrop) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        edit?.onDrop?.();
      }}
    >
      <PlayButton title={title} isPlaying={isPlaying} disabled={track.status === 'failed'} onClick={onPlay} />
      <Cover track={track} />
      <div className={styles.names}>
        <Link to="/tracks/$trackId" params={{ trackId: String(id) }} className={styles.title}>
          {title}
        </Link>
        <span className={styles.soft}>{artist}</span>
      </div>
      <span className={styles.time}>{duration > 0 && clock(duration)}</span>
      {edit && (
        <span className={styles.edit}>
          <IconButton label={t('up', { title })} data-move={`up-${id}`} onClick={() => edit.onMove('up')}>
            <UpIcon />
          </IconButton>
          <IconButton label={t('down', { title })} data-move={`down-${id}`} onClick={() => edit.onMove('down')}>
            <DownIcon />
          </IconButton>
          <IconButton label={t('remove', { title })} onClick={edit.onRemove}>
            <CloseIcon />
          </IconButton>
        </span>
      )}
    </li>
  );
}
