import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { z } from 'zod';

export interface ReceivedMail {
  /** The recipients of the envelope. */
  to: string[];
  /** The message as it was transmitted. */
  raw: string;
}

/** A real SMTP server that stores the mails it receives. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Awaited before a mail is accepted. */
  before: () => Promise<void> = () => Promise.resolve();
  private readonly server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      ...options,
      onData: (stream, session, done) => {
        void text(stream)
          .then(async (raw) => {
            await this.before();
            this.received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
            done();
          })
          .catch(done);
      },
    });
    this.server.on('error', () => undefined);
  }

  /** Returns the port. */
  async listen(port = 0): Promise<number> {
    const listening = once(this.server.listen(port, '127.0.0.1'), 'listening');
    await listening;
    return z.object({ port: z.int() }).parse(this.server.server.address()).port;
  }

  to(address: string): ReceivedMail[] {
    return this.received.filter(({ to }) => to.includes(address));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** The text of a mail, decoded from quoted-printable. */
export const readable = (raw: string) =>
  Buffer.from(
    raw.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
