import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

/** As much of SMTP as a mail needs. */
class MailServer {
  readonly received: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((socket) => {
      let text = '';
      let inData = false;
      socket.setEncoding('utf8').write('220 test\r\n');
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        text += String(chunk);
        for (let end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n'); end >= 0; end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')) {
          const part = text.slice(0, end);
          text = text.slice(end + (inData ? 5 : 2));
          if (inData) this.received.push(part);
          inData = !inData && part === 'DATA';
          socket.write(inData ? '354 go on\r\n' : '250 fine\r\n');
        }
      });
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `smtp://127.0.0.1:${z.object({ port: z.int() }).parse(this.server.address()).port}`;
  }

  close(): void {
    this.server.close();
  }
}

const smtp = new MailServer();
let gateways: GatewaysUnderTest;
beforeAll(async () => {
  gateways = await startGateways([
    { SMTP_URL: await smtp.listen(), MAIL_FROM: 'Veza <post@veza.test>', APP_URL: 'https://app.veza.test' },
  ]);
});
afterAll(async () => {
  await gateways.stop();
  smtp.close();
});

test('mails go out by SMTP, after the change that caused them, with links into the app', async () => {
  const { email } = await signUp(gateways.http());
  const mail = await eventually('the mail', () => smtp.received.find((each) => each.includes(`To: ${email}`)));
  expect(mail).toContain('From: Veza <post@veza.test>');
  expect(mail.replaceAll('=\r\n', '')).toMatch(/https:\/\/app\.veza\.test\/verify-email\?token=/);
});

test('where mails are sent there is no outbox', async () => {
  await gateways.http().get('/dev/outbox').expect(404);
});
