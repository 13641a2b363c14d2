import type { Place } from '@veza/sdk/chat';
import { useEffect, useRef, useState } from 'react';
import { useChat } from '../../chat/live-chat.js';

export interface RoomUpload {
  readonly key: string;
  readonly file: File;
  /** A recorded voice message. */
  readonly isVoice: boolean;
  /** An address of this page for a picture. */
  readonly preview: string | undefined;
  readonly error?: unknown;
}

/** docs/protocol, Files: 25 MiB. */
export const LARGEST = 25 * 1024 * 1024;
export class TooLarge extends Error {}

/** The files on their way to a room, one after the other. A sent one becomes a message, a refused one stays. */
export function useUploads(place: Place) {
  const chat = useChat();
  const room = 'room' in place ? place.room : undefined;
  const [uploads, setUploads] = useState<readonly RoomUpload[]>([]);
  const queue = useRef(Promise.resolve());
  const previews = useRef(new Set<string>());
  useEffect(() => {
    const addresses = previews.current;
    return () => addresses.forEach((address) => URL.revokeObjectURL(address));
  }, []);

  const change = (key: string, fields: Partial<RoomUpload>) =>
    setUploads((before) => before.map((each) => (each.key === key ? { ...each, ...fields } : each)));
  const discard = (key: string) => setUploads((before) => before.filter((each) => each.key !== key));
  const send = ({ key, file, isVoice }: RoomUpload) => {
    if (room === undefined) return;
    if (file.size > LARGEST) return change(key, { error: new TooLarge() });
    change(key, { error: undefined });
    queue.current = queue.current
      .then(() => (isVoice ? chat.uploadVoice(room, file) : chat.upload(room, file)))
      .then(() => discard(key))
      .catch((error: unknown) => change(key, { error }));
  };
  const add = (files: Iterable<File>, isVoice = false) => {
    const added = [...files].map((file): RoomUpload => {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined;
      if (preview !== undefined) previews.current.add(preview);
      return { key: crypto.randomUUID(), file, isVoice, preview };
    });
    setUploads((before) => [...before, ...added]);
    added.forEach(send);
  };
  return { accepts: room !== undefined, uploads, add, send, discard };
}
