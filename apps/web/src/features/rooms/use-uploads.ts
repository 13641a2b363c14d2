import type { Place } from '@veza/sdk/chat';
import { useSyncExternalStore } from 'react';
import { useUnsentFiles } from '../../chat/live-chat.js';
import type { UnsentFile } from '../../chat/unsent-files.js';

/** The files on their way to a room. A sent one becomes a message, a refused one stays. */
export function useUploads(place: Place) {
  const files = useUnsentFiles();
  const room = 'room' in place ? place.room : undefined;
  const uploads = useSyncExternalStore(files?.subscribe ?? never, files?.all ?? none).filter((each) => each.room === room);
  const add = (added: Iterable<File>, isVoice = false) => {
    if (room !== undefined) files?.add(room, added, isVoice);
  };
  const send = (key: string) => files?.retry(key);
  const discard = (key: string) => files?.discard(key);
  return { accepts: room !== undefined && files !== undefined, uploads, add, send, discard };
}

const NONE: readonly UnsentFile[] = [];
const none = () => NONE;
const never = () => () => undefined;
