import type { ChatFile, ChatMessage } from '@veza/sdk/chat';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { FileIcon } from '../../ui/icons.js';
import styles from './message-files.module.css';
import { useFileSize } from '../../ui/use-file-size.js';

/** The files of a message: pictures in a frame of a fixed size, so that nothing moves, others as downloads. */
export function MessageFiles({ message }: { message: ChatMessage }) {
  const t = useTranslations('rooms.files');
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
  return files.map((file, index) =>
    file.mimeType.startsWith('image/') ? (
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
