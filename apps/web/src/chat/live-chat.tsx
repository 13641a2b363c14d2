import { Chat } from '@veza/sdk/chat';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { kept } from '../offline/kept.js';
import { unsentMessages, whenFree } from '../offline/unsent-messages.js';
import { useIsAway, useSession } from '../session/session-context.js';
import { UnsentFiles } from './unsent-files.js';

const ChatContext = createContext<Chat | undefined>(undefined);
const FilesContext = createContext<UnsentFiles | undefined>(undefined);

/** The one connection to the chat of a signed-in person, from sign-in to sign-out. */
export function LiveChat({ children }: { children: ReactNode }) {
  const session = useSession();
  const isAway = useIsAway();
  const [chat] = useState(() => new Chat(session.veza, { store: unsentMessages }));
  const [files] = useState(() => new UnsentFiles({ chat, kept, whenFree, userId: session.userId }));
  useEffect(() => {
    if (isAway) return void chat.restore();
    chat.connect();
    return () => chat.close();
  }, [chat, isAway]);
  useEffect(() => {
    const end = files.begin();
    const wake = () => files.wake();
    addEventListener('online', wake);
    return () => {
      removeEventListener('online', wake);
      end();
    };
  }, [files]);
  return (
    <ChatContext value={chat}>
      <FilesContext value={files}>{children}</FilesContext>
    </ChatContext>
  );
}

export function useUnsentFiles(): UnsentFiles {
  const files = use(FilesContext);
  if (!files) throw new Error('LiveChat is missing above');
  return files;
}

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
