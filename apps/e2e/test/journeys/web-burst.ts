import { afterAll, beforeAll, expect } from '@jest/globals';
import { Chat } from '@veza/sdk/chat';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { WebSocket } from 'ws';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { signUp, word } from '../../src/test-users.js';

/** More than the list holds of the messages of an open room. */
const MESSAGES = 1_000;
const STEP_MS = 120_000;

/** Messages come faster than they are drawn, as after a sleep or in a busy room. */
journey('a burst of messages in the web client', (step) => {
  let browser: Browser;
  let chat: Chat;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    chat?.close();
    await browser?.close();
  });

  step(
    'a reader at the end stays there, and one that has scrolled up stays where that is',
    async (system) => {
      const ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ana.enter('/rooms');
      const { page } = ana;
      const { client } = await signUp(system, 'writer');
      const { data: room } = await client.createRoom({ body: { name: `Burst ${word()}` } });
      chat = new Chat(client, { WebSocket, url: `ws://127.0.0.1:${system.chatPorts[0]?.ws}/ws`, mostUnsent: MESSAGES });
      chat.connect();
      await chat.join(room.id);
      await ana.visit(`/rooms/${room.id}`);
      await page.getByRole('textbox', { name: room.name }).waitFor();
      const write = (n: number) => chat.settled(chat.send({ room: room.id }, { content: `message ${n} of the burst` }));
      const line = (n: number) => page.getByRole('article').getByText(`message ${n} of`);

      await Promise.all(Array.from({ length: MESSAGES }, (_, at) => write(at + 1)));
      await line(MESSAGES).waitFor({ timeout: 30_000 });
      const toEnd = page.getByRole('button', { name: 'To the newest' });
      await toEnd.waitFor({ state: 'detached' });

      await page.getByRole('article').last().hover();
      await eventually('the messages that have left the list', async () => {
        await page.mouse.wheel(0, -4_000);
        // Any of them: a turn of the wheel is longer than what is drawn, so it passes over most.
        const [, first] = /message (\d+) of/.exec(await page.getByRole('article').first().innerText()) ?? [];
        return Number(first) <= MESSAGES - 700;
      });
      await toEnd.waitFor();
      await write(MESSAGES + 1);
      await write(MESSAGES + 2);
      expect(await line(MESSAGES + 1).count()).toBe(0);
      await toEnd.click();
      await line(MESSAGES + 2).waitFor();
      expect(ana.faults).toEqual([]);
    },
    STEP_MS,
  );
});
