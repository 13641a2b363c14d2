import { z } from 'zod';
import { type Ack, type AddressFields, ChatClient, type ReceivedMessage, type RoomJoined } from './chat-client.js';

/** `veza.chat`: `{type, data, timestamp}`, ids are numbers, rooms are strings, times are ISO 8601. */
const Frame = z.object({
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  timestamp: z.iso.datetime({ offset: true }),
});
type Frame = z.infer<typeof Frame>;

const Message = z.object({
  id: z.int(),
  user_id: z.int(),
  username: z.string(),
  content: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  seq: z.int(),
  client_id: z.string().nullish(),
});
const Direct = z.object({
  id: z.int(),
  from_user_id: z.int(),
  from_username: z.string(),
  content: z.string(),
  seq: z.int(),
  client_id: z.string().nullish(),
});
const MessageAck = z.object({ client_id: z.string(), id: z.int(), seq: z.int(), duplicate: z.boolean() });
const JoinAck = z.object({
  room: z.string(),
  success: z.literal(true),
  last_seq: z.int(),
  history_reset: z.boolean().optional(),
});
const History = z.object({ messages: z.array(Message), total: z.int(), has_more: z.boolean() });

const received = ({
  id,
  content,
  user_id,
  username,
  seq,
  client_id,
}: Omit<z.infer<typeof Message>, 'created_at'>): ReceivedMessage => ({
  id: String(id),
  content,
  userId: String(user_id),
  username,
  seq,
  clientId: client_id ?? undefined,
});

export class VezaChat extends ChatClient<Frame> {
  static open(origin: string, token: string, more?: AddressFields): Promise<VezaChat> {
    return this.dial(`${origin}/ws/chat`, token, (socket) => new VezaChat(socket, Frame), more);
  }

  postJoin(room: string, since?: number, clientId?: string): void {
    this.send({ type: 'join_room', data: { client_id: clientId, room, since } });
  }

  post(room: string, content: string, clientId: string): void {
    this.send({ type: 'room_message', data: { room, content, message_type: 'text', client_id: clientId } });
  }

  postSync(rooms: Record<string, number>, direct: Record<string, number>, clientId: string): void {
    this.send({ type: 'sync', data: { client_id: clientId, rooms, direct } });
  }

  postDirect(userId: number, content: string, clientId: string): void {
    this.send({ type: 'direct_message', data: { to_user_id: userId, content, message_type: 'text', client_id: clientId } });
  }

  async history(room: string): Promise<ReceivedMessage[]> {
    this.send({ type: 'room_history', data: { room, limit: 50, offset: 0 } });
    return History.parse((await this.frame('message_history')).data).messages.map(received);
  }

  async directHistory(userId: number): Promise<ReceivedMessage[]> {
    this.send({ type: 'dm_history', data: { with_user: userId, limit: 50, offset: 0 } });
    const { data } = await this.frame('message_history');
    return z
      .object({ messages: z.array(z.union([Message, Direct])) })
      .parse(data)
      .messages.map((each) =>
        'user_id' in each ? received(each) : received({ ...each, user_id: each.from_user_id, username: each.from_username }),
      );
  }

  received(frame: Frame): ReceivedMessage | undefined {
    return frame.type === 'room_message' ? received(Message.parse(frame.data)) : undefined;
  }

  receivedDirect(frame: Frame): ReceivedMessage | undefined {
    if (frame.type !== 'direct_message') return undefined;
    const { from_user_id, from_username, ...rest } = Direct.parse(frame.data);
    return received({ ...rest, user_id: from_user_id, username: from_username });
  }

  acked(frame: Frame): Ack | undefined {
    if (frame.type !== 'message_ack') return undefined;
    const { client_id, id, seq, duplicate } = MessageAck.parse(frame.data);
    return { clientId: client_id, id: String(id), seq, duplicate };
  }

  joined(frame: Frame): RoomJoined | undefined {
    if (frame.type !== 'join_room_ack') return undefined;
    const { room, last_seq: lastSeq, history_reset: isReset = false } = JoinAck.parse(frame.data);
    return { room, lastSeq, isReset };
  }
}
