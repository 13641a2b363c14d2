import { Chat } from '@veza/sdk/chat';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { kept } from '../offline/kept.js';
import { openUnsent, whenFree } from '../offline/unsent-messages.js';
import { useIsAway, useSession } from '../session/session-context.js';
import type { UnsentFiles } from './unsent-files.js';

/** Of this page: it waits for the records of others, as long as it is open. */
const unsentMessages = openUnsent();
const ChatContext = createContext<Chat | undefined>(undefined);
const FilesContext = createContext<UnsentFiles | undefined>(undefined);

/** The one connection to the chat of a signed-in person, from sign-in to sign-out. */
export function LiveChat({ children }: { children: ReactNode }) {
  const session = useSession();
  const isAway = useIsAway();
  const [chat] = useState(() => new Chat(session.veza, { store: unsentMessages }));
  const [files, setFiles] = useState<UnsentFiles>();
  useEffect(() => {
    if (isAway) return void chat.restore();
    chat.connect();
    return () => chat.close();
  }, [chat, isAway]);
  useEffect(
    () =>
      chat.on('outgoing', ({ message }) => {
        // Without connection this part comes from the service worker: where there is none yet, there is none to wake.
        if (message?.state === 'sending' && message.isKept && chat.status !== 'online')
          import('../offline/background-sync.js').then(({ sendInBackground }) => sendInBackground()).catch(() => undefined);
      }),
    [chat],
  );
  useEffect(() => {
    let end: (() => void) | undefined;
    let hasEnded = false;
    // No page waits for it: a part of its own keeps the first view small.
    void import('./unsent-files.js').then(({ UnsentFiles }) => {
      if (hasEnded) return;
      const loaded = new UnsentFiles({ chat, kept, whenFree, userId: session.userId });
      const wake = () => loaded.wake();
      const stop = loaded.begin();
      addEventListener('online', wake);
      end = () => {
        removeEventListener('online', wake);
        stop();
      };
      setFiles(loaded);
    });
    return () => {
      hasEnded = true;
      end?.();
    };
  }, [chat, session]);
  return (
    <ChatContext value={chat}>
      <FilesContext value={files}>{children}</FilesContext>
    </ChatContext>
  );
}

/** Undefined in the first moment of a page. */
export const useUnsentFiles = (): UnsentFiles | undefined => use(FilesContext);

export function useChat(): Chat {
  const chat = use(ChatContext);
  if (!chat) throw new Error('LiveChat is missing above');
  return chat;
}

export function useChatStatus(): Chat['status'] {
  const chat = useChat();
  return useSyncExternalStore(
    (changed) => chat.on('status', changed),
    () => chat.status,
  );
}
