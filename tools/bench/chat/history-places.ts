import { WebSocket } from 'ws';
import { Wire } from '../measure/wire.js';
import { idOf, momentOf, ROOMS, type RoomName } from './filled-rooms.js';
import type { ChatStage } from './stage.js';

export const PAGE = 50;

/** Position of a page: over the socket by offset or message, over REST by message or time. */
export interface PagePosition {
  readonly title: string;
  readonly over: 'socket' | 'REST';
  of(room: RoomName): { offset?: number; before?: number | string };
}

const sizeOf = (room: RoomName): number => ROOMS[room].messages;
/** A seq with a whole page before it. */
const anySeq = (room: RoomName): number => PAGE + 1 + Math.floor(Math.random() * (sizeOf(room) - PAGE));

export const PLACES = {
  newest: { title: 'the newest', over: 'socket', of: () => ({ offset: 0 }) },
  middle: { title: 'the middle, by offset', over: 'socket', of: (room) => ({ offset: sizeOf(room) / 2 }) },
  oldest: { title: 'the oldest, by offset', over: 'socket', of: (room) => ({ offset: sizeOf(room) - PAGE }) },
  offset: { title: 'anywhere, by offset', over: 'socket', of: (room) => ({ offset: sizeOf(room) + 1 - anySeq(room) }) },
  message: { title: 'before a message anywhere', over: 'socket', of: (room) => ({ before: idOf(room, anySeq(room)) }) },
  rest: { title: 'before a message anywhere, REST', over: 'REST', of: (room) => ({ before: idOf(room, anySeq(room)) }) },
  moment: { title: 'before a moment anywhere, REST', over: 'REST', of: (room) => ({ before: momentOf(anySeq(room)) }) },
} as const satisfies Record<string, PagePosition>;

/** A reader that requests one page after the other, over one socket and one HTTP connection. */
export class PageReader {
  private onReply?: (text: string) => void;

  private constructor(
    private readonly socket: WebSocket,
    private readonly wire: Wire,
    private readonly token: string,
  ) {
    socket.on('message', (data: Buffer) => {
      const text = String(data);
      if (/"type":"(message_history|error)"/.test(text.slice(0, 100))) this.onReply?.(text);
    });
  }

  static async open(stage: ChatStage, token: string): Promise<PageReader> {
    const socket = new WebSocket(`${stage.chatUrls[0]}?token=${token}`, { perMessageDeflate: false });
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new PageReader(socket, await Wire.open(stage.gatewayUrl), token);
  }

  /** Milliseconds until a page is complete. */
  async timed(place: PagePosition, room: RoomName): Promise<number> {
    const query = place.of(room);
    const started = performance.now();
    const text = place.over === 'REST' ? await this.overRest(room, query) : await this.overSocket(room, query);
    const took = performance.now() - started;
    const messages = text.split('"content":').length - 1;
    if (messages !== PAGE) throw new Error(`${place.title} has ${messages} messages: ${text.slice(0, 300)}`);
    return took;
  }

  close(): void {
    this.socket.close();
    this.wire.close();
  }

  private overSocket(room: RoomName, { offset, before }: ReturnType<PagePosition['of']>): Promise<string> {
    return new Promise((resolve) => {
      this.onReply = resolve;
      const data = { room_id: ROOMS[room].id, limit: PAGE, offset, before: before === undefined ? undefined : String(before) };
      this.socket.send(JSON.stringify({ type: 'room_history', id: 'page', data }));
    });
  }

  private async overRest(room: RoomName, { before }: ReturnType<PagePosition['of']>): Promise<string> {
    const query = new URLSearchParams({ limit: String(PAGE), before: String(before) });
    return (await this.wire.get(`/api/v1/chat/rooms/${ROOMS[room].id}/messages?${query}`, this.token)).body;
  }
}
