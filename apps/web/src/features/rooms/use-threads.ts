import type { Thread } from '@veza/sdk';
import type { Place } from '@veza/sdk/chat';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { isSamePlace } from '../../chat/places.js';
import type { Line, Timeline } from '../../chat/timeline.js';
import { useVeza } from '../../session/session-context.js';

/** Messages that one request looks up. */
const AT_ONCE = 100;
/** Replies of a busy moment are looked up together. */
const TOGETHER_MS = 500;

/** The threads that the loaded messages of a room began. `look` reads those of some messages again. */
export function useThreads(place: Place, lines: readonly Line[], timeline: Timeline) {
  const veza = useVeza();
  const chat = useChat();
  const [threads, setThreads] = useState<ReadonlyMap<number, Thread>>(new Map());
  const asked = useRef(new Set<number>());
  const waiting = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const room = 'room' in place ? place.room : undefined;

  const read = useCallback(async () => {
    timer.current = undefined;
    const wanted = [...waiting.current];
    waiting.current.clear();
    while (room !== undefined && wanted.length > 0) {
      const ids = wanted.splice(0, AT_ONCE);
      try {
        const { data } = await veza.listThreads({ path: { id: room }, query: { messages: ids.join(',') } });
        const found = new Map(data.map((thread) => [thread.message_id, thread]));
        setThreads((before) => new Map([...[...before].filter(([id]) => !ids.includes(id)), ...found]));
      } catch {
        for (const id of ids) asked.current.delete(id); // the next change of the list asks again
      }
    }
  }, [veza, room]);
  const look = useCallback(
    (ids: readonly number[]) => {
      for (const id of ids) {
        asked.current.add(id);
        waiting.current.add(id);
      }
      if (ids.length > 0) timer.current ??= setTimeout(() => void read(), TOGETHER_MS);
    },
    [read],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    if (room === undefined) return;
    look(lines.flatMap((line) => ('message' in line && !asked.current.has(line.message.id) ? [line.message.id] : [])));
  }, [lines, look, room]);
  useEffect(() => {
    if (room === undefined) return;
    // What has left the list is not asked for again, until it is there again.
    const again = () => {
      asked.current = new Set([...asked.current].filter((id) => timeline.find(id) !== undefined));
      look([...asked.current]);
    };
    const ends = [
      chat.on('message', (message) => {
        if (isSamePlace(message.place, place) && message.replyTo !== null) look([rootOf(timeline, message.replyTo)]);
      }),
      chat.on('deleted', ({ place: there, id }) => {
        const reply = timeline.find(id)?.replyTo ?? null;
        if (isSamePlace(there, place) && reply !== null) look([rootOf(timeline, reply)]);
      }),
      chat.on('status', ({ status }) => status === 'online' && again()),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, place, room, look, timeline]);
  return { threads, look };
}

/** The loaded message at which a chain of replies begins. */
function rootOf(timeline: Timeline, id: number): number {
  for (let root = id; ;) {
    const next = timeline.find(root)?.replyTo ?? null;
    if (next === null) return root;
    root = next;
  }
}
