import { Chat } from '@veza/sdk/chat';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { unsentMessages } from '../offline/unsent-messages.js';
import { useIsAway, useVeza } from '../session/session-context.js';

const ChatContext = createContext<Chat | undefined>(undefined);

/** The one connection to the chat of a signed-in person, from sign-in to sign-out. */
export function LiveChat({ children }: { children: ReactNode }) {
  const veza = useVeza();
  const isAway = useIsAway();
  const [chat] = useState(() => new Chat(veza, { store: unsentMessages }));
  useEffect(() => {
    if (isAway) return void chat.restore();
    chat.connect();
    return () => chat.close();
  }, [chat, isAway]);
  return <ChatContext value={chat}>{children}</ChatContext>;
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
