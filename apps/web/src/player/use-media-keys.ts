import { useEffect } from 'react';
import type { Player } from './player.js';

const SKIP_SECONDS = 10;
/** Where the space bar has a meaning of its own. */
const TAKES_SPACE = 'input, textarea, select, button, a, summary, dialog, [contenteditable], [role="button"]';

/** The keys of the keyboard and of headphones, the lock screen of a phone, and the space bar outside of fields. */
export function useMediaKeys(player: Player): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      const isFree = target instanceof Element && !target.closest(TAKES_SPACE) && !document.querySelector('dialog[open]');
      if (key !== ' ' || event.repeat || event.defaultPrevented || !isFree || !player.getState().current) return;
      event.preventDefault();
      player.toggle();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [player]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
      play: () => player.resume(),
      pause: () => player.pause(),
      nexttrack: () => player.next(),
      previoustrack: () => player.previous(),
      seekto: ({ seekTime = 0 }) => player.seek(seekTime),
      seekbackward: ({ seekOffset = SKIP_SECONDS }) => player.seek(player.position() - seekOffset),
      seekforward: ({ seekOffset = SKIP_SECONDS }) => player.seek(player.position() + seekOffset),
    };
    const actions = Object.keys(handlers).filter((name): name is MediaSessionAction => name in handlers);
    for (const action of actions) mediaSession.setActionHandler(action, handlers[action] ?? null);
    const ends = [player.subscribe(() => show(player)), player.subscribeToMoves(() => showPosition(player))];
    return () => {
      for (const end of ends) end();
      for (const action of actions) mediaSession.setActionHandler(action, null);
      mediaSession.metadata = null;
    };
  }, [player]);
}

function show(player: Player): void {
  const { current, status } = player.getState();
  const { mediaSession } = navigator;
  mediaSession.playbackState = !current ? 'none' : status === 'playing' || status === 'loading' ? 'playing' : 'paused';
  if (mediaSession.metadata?.title === current?.track.title && mediaSession.metadata?.artist === current?.track.artist) return;
  if (!current) {
    mediaSession.metadata = null;
    return;
  }
  const { title, artist, album = '', cover_urls } = current.track;
  const artwork = cover_urls ? [{ src: cover_urls.medium, type: 'image/jpeg' }] : [];
  mediaSession.metadata = new MediaMetadata({ title, artist, album, artwork });
}

function showPosition(player: Player): void {
  const duration = player.duration();
  const position = player.position();
  if (duration > 0 && position <= duration) navigator.mediaSession.setPositionState({ duration, position });
}
