/** Where a list of messages opens: at a message (its id) or on a day (`2026-03-02`). It stands in the address. */
export interface AtSearch {
  at?: number | string;
}

/** Of a room: also the thread that is open beside the messages, by the id of one of its messages. */
export interface RoomSearch extends AtSearch {
  thread?: number;
}

export function readRoomSearch(search: Record<string, unknown>): RoomSearch {
  const { thread } = search;
  const isId = typeof thread === 'number' && Number.isSafeInteger(thread) && thread > 0;
  return { ...readAt(search), ...(isId && { thread }) };
}

export function readAt({ at }: Record<string, unknown>): AtSearch {
  if (typeof at === 'number' && Number.isSafeInteger(at) && at > 0) return { at };
  return typeof at === 'string' && !Number.isNaN(dayStart(at)) ? { at } : {};
}

/** A day begins at midnight of this browser. */
export const instantOf = (at: AtSearch['at']): number | string | undefined =>
  typeof at === 'string' ? new Date(dayStart(at)).toISOString() : at;

const dayStart = (day: string): number => (/^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00`) : NaN);
