import { z } from 'zod';
import { type Ack, type AddressFields, ChatClient, type ReceivedMessage, type RoomJoined } from './chat-client.js';

/** `veza.flat`: `{type, ...fields}` without `data`; ids are numbers, rooms are strings. */
const Frame = z.looseObject({ type: z.string() });
type Frame = z.infer<typeof Frame>;

const Message = z.object({
  id: z.int(),
  content: z.string(),
  user_id: z.int(),
  username: z.string(),
  created_at: z.iso.datetime({ offset: true }),
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
const History = z.object({ messages: z.array(Message) });

const received = ({ id, content, user_id, username, seq, client_id }: z.infer<typeof Message>): ReceivedMessage => ({
  id: String(id),
  content,
  userId: String(user_id),
  username,
  seq,
  clientId: client_id ?? undefined,
});

export class VezaFlat extends ChatClient<Frame> {
  static open(origin: string, token: string, more?: AddressFields): Promise<VezaFlat> {
    return this.dial(`${origin}/ws`, token, (socket) => new VezaFlat(socket, Frame), more);
  }

  postJoin(room: string, since?: number, clientId?: string): void {
    this.send({ type: 'join', client_id: clientId, room, since });
  }

  post(room: string, content: string, clientId: string): void {
    this.send({ type: 'message', room, content, client_id: clientId });
  }

  postSync(rooms: Record<string, number>, direct: Record<string, number>, clientId: string): void {
    this.send({ type: 'sync', client_id: clientId, rooms, direct });
  }

  postDirect(userId: number, content: string, clientId: string): void {
    this.send({ type: 'dm', to: userId, content, client_id: clientId });
  }

  async history(room: string): Promise<ReceivedMessage[]> {
    this.send({ type: 'room_history', room, limit: 50 });
    return History.parse(await this.frame('room_history')).messages.map(received);
  }

  received(frame: Frame): ReceivedMessage | undefined {
    return frame.type === 'message' ? received(Message.parse(frame)) : undefined;
  }

  receivedDirect(frame: Frame): ReceivedMessage | undefined {
    return frame.type === 'dm' ? received(Message.parse(frame)) : undefined;
  }

  acked(frame: Frame): Ack | undefined {
    if (frame.type !== 'message_ack') return undefined;
    const { client_id, id, seq, duplicate } = MessageAck.parse(frame);
    return { clientId: client_id, id: String(id), seq, duplicate };
  }

  joined(frame: Frame): RoomJoined | undefined {
    if (frame.type !== 'join_ack') return undefined;
    const { room, last_seq: lastSeq, history_reset: isReset = false } = JoinAck.parse(frame);
    return { room, lastSeq, isReset };
  }
}
