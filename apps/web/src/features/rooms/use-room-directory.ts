import { useInfiniteQuery } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import { useSettled } from '../../ui/use-settled.js';

const NEXT = /<\?([^>]*)>; rel="next"/;

/** Public rooms, those with most members first: without a search the ones that the person is not in. */
export function useRoomDirectory(typed: string) {
  const veza = useVeza();
  const search = useSettled(typed.trim());
  return useInfiniteQuery({
    queryKey: ['room-directory', search],
    queryFn: async ({ signal, pageParam: cursor }) => {
      const query = { ...(search !== '' && { search }), ...(cursor !== undefined && { cursor }) };
      const { data, headers } = await veza.listRooms({ query, signal });
      return { rooms: search === '' ? data.filter(({ is_member }) => !is_member) : data, next: cursorIn(headers.get('link')) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    staleTime: 0, // a room may be new
  });
}

/** The rooms of all pages. A room whose members changed between two pages comes once. */
export function roomsOf(pages: readonly { rooms: readonly Room[] }[]): Room[] {
  return [...new Map(pages.flatMap(({ rooms }) => rooms.map((room) => [room.id, room]))).values()];
}

function cursorIn(link: string | null): string | undefined {
  const [, query] = NEXT.exec(link ?? '') ?? [];
  return new URLSearchParams(query).get('cursor') ?? undefined;
}
