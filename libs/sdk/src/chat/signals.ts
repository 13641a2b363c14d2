import { pause } from '../back-off.js';
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
  /** From a sending until the server takes the next one. */
  isBusy: boolean;
}

/** Typing and read marks, sent only as often as the server takes them. */
export class Signals {
  private readonly typingAt = new Map<string, number>();
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly commands: Pick<Commands, 'run'>,
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
    const reading = this.readings.get(key) ?? { messageId: 0, sent: 0, isBusy: false };
    if (messageId <= reading.messageId) return;
    reading.messageId = messageId;
    this.readings.set(key, reading);
    if (!reading.isBusy) void this.sendReads(place, reading);
  }

  forget(place: Place): void {
    this.readings.delete(keyOf(place));
  }

  /**
   * The pause begins when the server has answered: it counts from when it handles a mark, and drops one that comes too soon
   * after a late one.
   */
  private async sendReads(place: Place, reading: Reading): Promise<void> {
    const where = 'room' in place ? { room_id: place.room } : { user_id: String(place.user) };
    reading.isBusy = true;
    while (reading.sent !== reading.messageId && this.readings.get(keyOf(place)) === reading) {
      reading.sent = reading.messageId;
      // A mark that is refused concerns a message that is gone: a later mark replaces it.
      await this.commands.run('read_receipt', { ...where, message_id: String(reading.sent) }).catch(() => undefined);
      await pause(READ_MS);
    }
    reading.isBusy = false;
  }
}
