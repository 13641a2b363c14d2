import { backOff } from '../back-off.js';
import type { CommandFrames } from '../generated/chat-frames.js';
import { randomId } from '../random-id.js';
import { ChatError } from './chat-error.js';
import type { MessageDraft, OutgoingMessage, Place } from './chat-types.js';
import { keyOf } from './places.js';

// Wall clock: the age of an unsent message of an earlier start.

export interface OutboxPlan {
  /** Whether the frame was written. */
  write(frame: object): boolean;
  onChange(clientId: string, message: OutgoingMessage | undefined): void;
  most: number;
}

/** The server knows the id of a message for 24 hours; after that a repetition could be a second message. */
const SAFE_MS = 23 * 3_600_000;
/** A longer wait for a rate limit is a failure that the user should see. */
const LONGEST_WAIT_S = 90;
/** Failures of the server that pass. */
const TEMPORARY = new Set(['INTERNAL', 'UNAVAILABLE', 'OVERLOADED', 'DEADLINE', 'CONNECTION_FAILED', 'REQUEST_TIMEOUT']);
const MOST_FAILURES = 5;
const RETRY = { firstMs: 1_000, longestMs: 30_000 };

interface Delivery {
  isWritten: boolean;
  failures: number;
  timer?: ReturnType<typeof setTimeout>;
}
const fresh = (): Delivery => ({ isWritten: false, failures: 0 });

/**
 * The unsent messages, bounded. Each has an id of the client, so that it is stored once however often it is sent. Of each
 * place one message at a time is on its way: a message never overtakes an earlier one, which a rate limit or a failure of
 * the server holds up. A refused message fails and lets the next one pass.
 */
export class Outbox {
  private readonly messages = new Map<string, OutgoingMessage>();
  private readonly deliveries = new Map<string, Delivery>();
  private readonly waiters = new Map<string, ((message: OutgoingMessage | ChatError) => void)[]>();

  constructor(private readonly plan: OutboxPlan) {}

  get all(): OutgoingMessage[] {
    return [...this.messages.values()];
  }

  add(place: Place, draft: MessageDraft): OutgoingMessage {
    if (this.messages.size >= this.plan.most) throw new ChatError('QUEUE_FULL', `${this.plan.most} messages are not sent yet`);
    const message: OutgoingMessage = { clientId: randomId(), place, draft, createdAt: Date.now(), state: 'sending' };
    this.change(message);
    this.flush();
    return message;
  }

  /** Messages of an earlier start come before those of this one. */
  restore(earlier: readonly OutgoingMessage[]): void {
    const since = this.all;
    this.messages.clear();
    for (const message of [...earlier.slice(0, this.plan.most), ...since]) this.messages.set(message.clientId, message);
    for (const message of earlier) this.plan.onChange(message.clientId, message);
  }

  /** The store has these messages. Their state may have changed since. */
  kept(stored: readonly OutgoingMessage[]): void {
    for (const { clientId } of stored) {
      const message = this.messages.get(clientId);
      if (message && !message.isKept) this.change({ ...message, isKept: true });
    }
  }

  retry(clientId: string): void {
    const message = this.messages.get(clientId);
    if (message?.state !== 'failed') return;
    this.deliveries.delete(clientId);
    this.change({ ...message, state: 'sending', error: undefined, createdAt: Date.now() });
    this.flush();
  }

  discard(clientId: string): void {
    this.remove(clientId);
    this.plan.onChange(clientId, undefined);
    this.settle(clientId, new ChatError('ENDED', 'The message was discarded'));
    this.flush();
  }

  /** Resolves when the message is stored; rejects when it fails or is discarded. */
  settled(clientId: string): Promise<OutgoingMessage> {
    const failed = this.messages.get(clientId)?.error;
    if (failed) return Promise.reject(new ChatError(failed.code, failed.message, failed.retryAfter));
    return new Promise((resolve, reject) => {
      const waiters = this.waiters.get(clientId) ?? [];
      waiters.push((end) => (end instanceof ChatError ? reject(end) : resolve(end)));
      this.waiters.set(clientId, waiters);
    });
  }

  /** Sends the first message of each place that is not on its way. */
  flush(): void {
    const places = new Set<string>();
    for (const message of this.all) {
      const place = keyOf(message.place);
      if (message.state !== 'sending' || places.has(place)) continue;
      places.add(place);
      this.deliver(message);
    }
  }

  /** The connection is lost: what was on its way is sent again. */
  lost(): void {
    for (const delivery of this.deliveries.values()) delivery.isWritten = false;
  }

  acknowledge(clientId: string, id: number, seq: number): void {
    const message = this.messages.get(clientId);
    if (!message) return;
    this.remove(clientId);
    const sent: OutgoingMessage = { ...message, state: 'sent', id, seq };
    this.plan.onChange(clientId, sent);
    this.settle(clientId, sent);
    this.flush();
  }

  refuse(clientId: string, error: ChatError): void {
    const message = this.messages.get(clientId);
    const delivery = this.deliveries.get(clientId);
    if (!message || !delivery) return;
    delivery.isWritten = false;
    delivery.failures += 1;
    const waitMs = waitOf(error, delivery.failures);
    if (waitMs === undefined) return this.fail(message, error);
    delivery.timer = setTimeout(() => {
      delivery.timer = undefined;
      this.flush();
    }, waitMs);
  }

  private deliver(message: OutgoingMessage): void {
    const delivery = this.deliveries.get(message.clientId) ?? fresh();
    this.deliveries.set(message.clientId, delivery);
    if (delivery.isWritten || delivery.timer !== undefined) return;
    if (Date.now() - message.createdAt > SAFE_MS)
      return this.fail(message, new ChatError('EXPIRED', 'The message is too old to be sent by itself'));
    delivery.isWritten = this.plan.write({ type: 'message', id: message.clientId, data: fieldsOf(message) });
  }

  private fail(message: OutgoingMessage, error: ChatError): void {
    const { code, retryAfter } = error;
    this.change({ ...message, state: 'failed', error: { code, message: error.message, retryAfter } });
    this.settle(message.clientId, error);
    this.flush();
  }

  private change(message: OutgoingMessage): void {
    this.messages.set(message.clientId, message);
    this.plan.onChange(message.clientId, message);
  }

  private remove(clientId: string): void {
    clearTimeout(this.deliveries.get(clientId)?.timer);
    this.deliveries.delete(clientId);
    this.messages.delete(clientId);
  }

  private settle(clientId: string, end: OutgoingMessage | ChatError): void {
    for (const waiter of this.waiters.get(clientId) ?? []) waiter(end);
    this.waiters.delete(clientId);
  }
}

/** Milliseconds until the message is sent again; undefined for a failure that stays. */
function waitOf({ code, retryAfter }: ChatError, failures: number): number | undefined {
  if (code === 'RATE_LIMITED') return (retryAfter ?? 5) <= LONGEST_WAIT_S ? (retryAfter ?? 5) * 1_000 : undefined;
  if (!TEMPORARY.has(code) || failures > MOST_FAILURES) return undefined;
  return Math.max((retryAfter ?? 0) * 1_000, backOff(failures, RETRY));
}

function fieldsOf({ place, draft }: OutgoingMessage): CommandFrames['message'] {
  const { content, type = 'text', replyTo, mentions, media = [], duration } = draft;
  return {
    ...('room' in place ? { room_id: place.room } : { recipient_id: String(place.user), is_private: true }),
    content,
    message_type: type,
    reply_to: replyTo === undefined ? undefined : String(replyTo),
    mentions,
    attachments: media.length > 0 ? media : undefined,
    duration,
  };
}
