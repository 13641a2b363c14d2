import { createServer } from 'node:http';
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
    onData(stream, { envelope }, done) {
      /** @type {Buffer[]} */
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const text = textOf(Buffer.concat(chunks).toString('latin1'));
        for (const { address } of envelope.rcptTo) mails.push({ to: address, text });
        done();
      });
    },
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

/** The text of a mail of one part. @param {string} mail */
function textOf(mail) {
  const [head = '', ...body] = mail.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(text, 'base64').toString();
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return Buffer.from(text, 'latin1').toString();
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
