/** Something that was sent, and what became of it. */
export interface Sending {
  readonly ref: string;
  readonly room: string;
  readonly content: string;
  connection: number;
  resent: boolean;
  answer?: { seq: number; id: number; duplicate: boolean } | 'refused';
}

/** What one client has sent. */
export class Sendings {
  readonly all: Sending[] = [];

  constructor(private readonly name: string) {}

  add(room: string, connection: number): Sending {
    const ref = `${this.name}-${this.all.length}`;
    const sending = { ref, room, content: `what ${ref} says`, connection, resent: false };
    this.all.push(sending);
    return sending;
  }

  /** An acknowledgement is the last word; what was refused may still be taken when it is sent again. */
  answered(ref: string, answer: Exclude<Sending['answer'], undefined>): void {
    const sending = this.all.find((each) => each.ref === ref);
    if (sending && (sending.answer === undefined || sending.answer === 'refused')) sending.answer = answer;
  }
}
