import { z } from 'zod';
import { type Ack, type AddressFields, ChatClient, type ReceivedMessage, type RoomJoined } from './chat-client.js';

/** `veza.v1`: `{type, id, timestamp, data, metadata}`, ids are strings, times are milliseconds. */
const Frame = z.object({ type: z.string(), id: z.string(), timestamp: z.number(), data: z.record(z.string(), z.unknown()) });
type Frame = z.infer<typeof Frame>;

const Message = z.object({
  room_id: z.string(),
  message_id: z.string(),
  content: z.string(),
  user_id: z.string(),
  username: z.string(),
  timestamp: z.number(),
  seq: z.int(),
  client_id: z.string().nullish(),
});
const Private = z.object({
  message_id: z.string(),
  sender_id: z.string(),
  sender_username: z.string(),
  content: z.string(),
  seq: z.int(),
  client_id: z.string().nullish(),
});
const MessageAck = z.object({ id: z.string(), message_id: z.string(), seq: z.int(), duplicate: z.boolean() });
const JoinReply = z.object({ room_id: z.string(), last_seq: z.int(), history_reset: z.boolean().optional() });
const History = z.object({ messages: z.array(Message.partial({ room_id: true })) });

const received = ({
  message_id,
  content,
  user_id,
  username,
  seq,
  client_id,
}: Omit<z.infer<typeof Message>, 'room_id' | 'timestamp'>): ReceivedMessage => ({
  id: message_id,
  content,
  userId: user_id,
  username,
  seq,
  clientId: client_id ?? undefined,
});

export class VezaV1 extends ChatClient<Frame> {
  static open(origin: string, token: string, more?: AddressFields): Promise<VezaV1> {
    return this.dial(`${origin}/ws`, token, (socket) => new VezaV1(socket, Frame), more);
  }

  postJoin(room: string, since?: number, clientId?: string): void {
    this.command('join_room', { room_id: room, since }, clientId);
  }

  post(room: string, content: string, clientId: string): void {
    this.command('message', { room_id: room, content, message_type: 'text' }, clientId);
  }

  postSync(rooms: Record<string, number>, direct: Record<string, number>, clientId: string): void {
    this.command('sync', { rooms, direct }, clientId);
  }

  postDirect(userId: number, content: string, clientId: string): void {
    this.command('message', { recipient_id: String(userId), content, message_type: 'text', is_private: true }, clientId);
  }

  async history(room: string): Promise<ReceivedMessage[]> {
    this.command('room_history', { room_id: room, limit: 50, offset: 0 });
    return History.parse((await this.frame('message_history')).data).messages.map(received);
  }

  received(frame: Frame): ReceivedMessage | undefined {
    return frame.type === 'message_received' ? received(Message.parse(frame.data)) : undefined;
  }

  receivedDirect(frame: Frame): ReceivedMessage | undefined {
    if (frame.type !== 'private_message') return undefined;
    const { sender_id, sender_username, ...rest } = Private.parse(frame.data);
    return received({ ...rest, user_id: sender_id, username: sender_username });
  }

  acked(frame: Frame): Ack | undefined {
    if (frame.type !== 'message_ack') return undefined;
    const { id, message_id, seq, duplicate } = MessageAck.parse(frame.data);
    return { clientId: id, id: message_id, seq, duplicate };
  }

  joined(frame: Frame): RoomJoined | undefined {
    if (frame.type !== 'room_joined') return undefined;
    const { room_id: room, last_seq: lastSeq, history_reset: isReset = false } = JoinReply.parse(frame.data);
    return { room, lastSeq, isReset };
  }

  private command(type: string, data: object, id = `cmd-${type}-${Date.now()}`): void {
    this.send({ type, id, timestamp: Date.now(), data });
  }
}
