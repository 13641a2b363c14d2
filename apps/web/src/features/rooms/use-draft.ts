import type { ChatMessage } from '@veza/sdk/chat';
import { useState } from 'react';

/** What the next message is. */
export type Intent = { readonly kind: 'new' } | { readonly kind: 'reply' | 'edit'; readonly message: ChatMessage };

export interface Draft {
  readonly intent: Intent;
  readonly text: string;
  write(text: string): void;
  reply(message: ChatMessage): void;
  edit(message: ChatMessage): void;
  clear(): void;
}

/** The text in the field of a room, and what it will become. */
export function useDraft(): Draft {
  const [{ intent, text }, set] = useState<Pick<Draft, 'intent' | 'text'>>({ intent: { kind: 'new' }, text: '' });
  return {
    intent,
    text,
    write: (next) => set({ intent, text: next }),
    reply: (message) => set({ intent: { kind: 'reply', message }, text: intent.kind === 'edit' ? '' : text }),
    edit: (message) => set({ intent: { kind: 'edit', message }, text: message.content }),
    clear: () => set({ intent: { kind: 'new' }, text: '' }),
  };
}
