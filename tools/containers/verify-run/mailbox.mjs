import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server that stores mail, since services in production have no /dev/outbox: `GET /?to=address` returns
 * `[{to, text}]`, oldest first.
 *
 * @param {number} smtpPort @param {number} httpPort
 */
export async function startMailbox(smtpPort, httpPort) {
  /** @type {{ to: string, text: string }[]} */
  const mails = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, { envelope }, done) =>
      void buffer(stream)
        .then((raw) => PostalMime.parse(raw))
        .then(({ text = '' }) => {
          for (const { address } of envelope.rcptTo) mails.push({ to: address, text });
          done();
        }, done),
  });
  smtp.on('error', () => undefined); // a disconnected client
  const http = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://mailbox').searchParams.get('to');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(mails.filter((mail) => mail.to === to)));
  });
  await new Promise((resolve) => smtp.listen(smtpPort, '0.0.0.0', () => resolve(undefined)));
  await new Promise((resolve) => http.listen(httpPort, '127.0.0.1', () => resolve(undefined)));
  return {
    async stop() {
      http.close();
      await new Promise((resolve) => smtp.close(() => resolve(undefined)));
    },
  };
}
