/** A message that a client sent, with its last reply. */
export interface SentMessage {
  readonly ref: string;
  readonly room: string;
  readonly content: string;
  /** The number of the connection that sent it last. */
  connection: number;
  resent: boolean;
  reply?: { seq: number; id: number; duplicate: boolean } | 'rejected';
}

/** The messages that one client has sent. */
export class SentMessages {
  readonly all: SentMessage[] = [];

  constructor(private readonly name: string) {}

  add(room: string, connection: number): SentMessage {
    const ref = `${this.name}-${this.all.length}`;
    const sent = { ref, room, content: `content of ${ref}`, connection, resent: false };
    this.all.push(sent);
    return sent;
  }

  /** Stores a reply. An acknowledgement is final; a rejected message may still be acknowledged after a resend. */
  onReply(ref: string, reply: Exclude<SentMessage['reply'], undefined>): void {
    const sent = this.all.find((each) => each.ref === ref);
    if (sent && (sent.reply === undefined || sent.reply === 'rejected')) sent.reply = reply;
  }
}
