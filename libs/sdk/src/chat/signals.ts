import type { Place } from './chat-types.js';
import type { Commands } from './commands.js';
import { keyOf } from './places.js';

/** docs/protocol, Typing: "Without a renewal the server sends the stop after 6 seconds". */
const TYPING_MS = 3_000;
/** docs/protocol, Limits: "typing starts and read receipts sent to others | 1 a second for each user and room". */
const READ_MS = 1_100;

interface Reading {
  messageId: number;
  /** The last one that was sent. */
  sent: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** Typing and read marks, sent only as often as the server takes them. */
export class Signals {
  private readonly typingAt = new Map<string, number>();
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly commands: Commands,
    private readonly write: (frame: object) => boolean,
  ) {}

  /** Typing while offline is not made up for. */
  typing(room: string, isTyping: boolean): void {
    const at = this.typingAt.get(room);
    if (!isTyping) {
      if (this.typingAt.delete(room)) this.write({ type: 'typing_stop', data: { room_id: room } });
    } else if (at === undefined || performance.now() - at > TYPING_MS) {
      if (this.write({ type: 'typing_start', data: { room_id: room } })) this.typingAt.set(room, performance.now());
    }
  }

  /** An earlier message than the one before is ignored. */
  markRead(place: Place, messageId: number): void {
    const key = keyOf(place);
    const reading = this.readings.get(key) ?? { messageId: 0, sent: 0 };
    if (messageId <= reading.messageId) return;
    reading.messageId = messageId;
    this.readings.set(key, reading);
    if (reading.timer === undefined) this.sendRead(place, reading);
  }

  forget(place: Place): void {
    const key = keyOf(place);
    clearTimeout(this.readings.get(key)?.timer);
    this.readings.delete(key);
  }

  private sendRead(place: Place, reading: Reading): void {
    reading.timer = undefined;
    if (reading.sent === reading.messageId) return;
    reading.sent = reading.messageId;
    reading.timer = setTimeout(() => this.sendRead(place, reading), READ_MS);
    const where = 'room' in place ? { room_id: place.room } : { user_id: String(place.user) };
    // A mark that is refused concerns a message that is gone: a later mark replaces it.
    this.commands.run('read_receipt', { ...where, message_id: String(reading.messageId) }).catch(() => undefined);
  }
}
