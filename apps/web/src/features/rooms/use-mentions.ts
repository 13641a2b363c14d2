import { useQuery } from '@tanstack/react-query';
import type { Place } from '@veza/sdk/chat';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { useVeza } from '../../session/session-context.js';

interface MentionsPlan {
  place: Place;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  /** Replaces the text, with the caret at a place of it. */
  writeAt(text: string, caret: number): void;
}

const MOST = 6;
/** The `@` with the beginning of a name, right before the caret. */
const BEGUN = /(?<![\p{L}\p{N}_.-])@([\p{L}\p{N}_.-]*)$/u;

/** The members of a room, as long as one of them is being named. */
export function useMembers(roomId: string, isWanted = true) {
  const veza = useVeza();
  return useQuery({
    queryKey: ['members', roomId],
    queryFn: async ({ signal }) => (await veza.roomMembers({ path: { id: roomId }, signal })).data,
    enabled: isWanted,
  });
}

/** Completes `@` and the beginning of a name: arrows choose, Enter or Tab takes, Escape closes. The focus stays in the field. */
export function useMentions({ place, field, text, writeAt }: MentionsPlan) {
  const id = useId();
  const { user } = useChat();
  const [caret, setCaret] = useState<number>();
  const [chosen, choose] = useState(0);
  const begun = 'room' in place && caret !== undefined ? BEGUN.exec(text.slice(0, caret)) : null;
  const { data } = useMembers('room' in place ? place.room : '', begun !== null);
  const start = begun?.[1]?.toLocaleLowerCase() ?? '';
  const people = begun
    ? (data ?? [])
        .filter(({ username, user_id }) => user_id !== user?.userId && username.toLocaleLowerCase().startsWith(start))
        .slice(0, MOST)
    : [];
  const names = people.map(({ username }) => username);
  const active = Math.min(chosen, names.length - 1);

  const close = () => setCaret(undefined);
  const take = (name: string) => {
    if (caret === undefined || !begun) return;
    const before = `${text.slice(0, begun.index)}@${name} `;
    writeAt(before + text.slice(caret), before.length);
    close();
  };
  /** Returns whether the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const name = names[active];
    if (name === undefined) return false;
    const steps: Record<string, () => void> = {
      ArrowDown: () => choose((active + 1) % names.length),
      ArrowUp: () => choose((active + names.length - 1) % names.length),
      Enter: () => take(name),
      Tab: () => take(name),
      Escape: close,
    };
    const step = steps[event.key];
    if (!step) return false;
    event.preventDefault();
    step();
    return true;
  };
  const onSelect = () => {
    const { selectionStart, selectionEnd } = field.current ?? {};
    setCaret(selectionStart === selectionEnd ? selectionStart : undefined);
    choose(0);
  };
  const isOpen = names.length > 0;
  const optionId = (index: number) => `${id}-${index}`;
  return {
    id,
    people,
    active,
    optionId,
    take,
    close,
    onKeyDown,
    onSelect,
    aria: {
      'aria-autocomplete': 'list',
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': isOpen ? optionId(active) : undefined,
    } as const,
  };
}
