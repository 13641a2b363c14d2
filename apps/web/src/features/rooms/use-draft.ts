import type { ChatMessage } from '@veza/sdk/chat';
import { useCallback, useState } from 'react';
import { useKeptDraft } from './use-kept-draft.js';

/** What the next message is. */
export type Intent = { readonly kind: 'new' } | { readonly kind: 'reply' | 'edit'; readonly message: ChatMessage };

export interface ComposerDraft {
  readonly intent: Intent;
  readonly text: string;
  write(text: string): void;
  clear(): void;
}

const EMPTY = { intent: { kind: 'new' }, text: '' } as const;

/**
 * The text in the field of a place, and what it will become. It begins with what the link to the place has quoted, below what
 * was left there unsent. `name`: of the place, or of a thread in it.
 */
export function useDraft(name: string, quote = '') {
  const [{ intent, text }, set] = useState<Pick<ComposerDraft, 'intent' | 'text'>>({ ...EMPTY, text: quote });
  const reply = useCallback(
    (message: ChatMessage) =>
      set((before) => ({ intent: { kind: 'reply', message }, text: before.intent.kind === 'edit' ? '' : before.text })),
    [],
  );
  const edit = useCallback((message: ChatMessage) => set({ intent: { kind: 'edit', message }, text: message.content }), []);
  useKeptDraft(name, intent.kind === 'edit' ? undefined : text, set);
  return { intent, text, reply, edit, write: (next: string) => set({ intent, text: next }), clear: () => set(EMPTY) };
}
