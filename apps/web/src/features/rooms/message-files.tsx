import type { ChatFile, ChatMessage } from '@veza/sdk/chat';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { FileIcon } from '../../ui/icons.js';
import styles from './message-files.module.css';
import { useFileSize } from '../../ui/use-file-size.js';
import { clock } from '../../player/time.js';

/** With the first voice message. */
const VoiceSound = lazy(async () => ({ default: (await import('./voice-sound.js')).VoiceSound }));

/** The files of a message: pictures in a frame of a fixed size, so that nothing moves, others as downloads. */
export function MessageFiles({ message }: { message: ChatMessage }) {
  const t = useTranslations('rooms.files');
  const talk = useTranslations('talk.voice');
  const sizeOf = useFileSize();
  const chat = useChat();
  const [files, setFiles] = useState<readonly ChatFile[]>(message.files);
  const [isRenewed, setRenewed] = useState(false);

  /** Addresses end after 15 minutes: the message has new ones. */
  const renew = async () => {
    const [fresh] = await chat.around(message.place, message.id, { limit: 1 });
    if (fresh?.id !== message.id) return files;
    setFiles(fresh.files);
    return fresh.files;
  };
  const open = async (index: number) => {
    const file = (await renew())[index];
    if (file) location.assign(addressOf(file));
  };
  const voiceOf = ({ voice, ...file }: ChatFile, index: number) =>
    voice && (
      <Suspense key={index} fallback={<div style={{ height: 'calc(var(--tap) + var(--space-1))' }} />}>
        <VoiceSound
          address={addressOf(file)}
          seconds={voice.milliseconds / 1_000}
          peaks={voice.peaks.map((peak) => peak / 100)}
          name={talk('name', { length: clock(Math.max(1, Math.round(voice.milliseconds / 1_000))) })}
          renew={async () => {
            const fresh = (await renew())[index];
            return fresh && addressOf(fresh);
          }}
        />
      </Suspense>
    );
  return files.map((file, index) =>
    file.voice ? (
      voiceOf(file, index)
    ) : file.mimeType.startsWith('image/') ? (
      <button
        key={index}
        type="button"
        className={styles.picture}
        aria-label={t('open', { name: file.filename })}
        onClick={() => void open(index)}
      >
        <img
          src={addressOf(file)}
          alt={file.filename}
          loading="lazy"
          onError={() => {
            if (isRenewed) return;
            setRenewed(true);
            renew().catch(() => undefined); // the name stays in its place
          }}
        />
      </button>
    ) : (
      <button key={index} type="button" className={styles.file} onClick={() => void open(index)}>
        <FileIcon />
        <span>
          <strong>{file.filename}</strong> <small>{sizeOf(file.size)}</small>
        </span>
      </button>
    ),
  );
}

/** On the own origin, which the policy of the page allows. */
function addressOf({ url }: ChatFile): string {
  const { pathname, search } = new URL(url, location.origin);
  return pathname + search;
}
