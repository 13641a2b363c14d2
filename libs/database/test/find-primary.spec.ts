import { expect, jest, test } from '@jest/globals';
import { freePort } from '@veza/testing';
import { findPrimary } from '../src/connection/find-primary.js';

test('a start without Postgres says once what it waits for, and ends with a sentence that names all servers', async () => {
  const [one, two] = [await freePort(), await freePort()];
  const waiting = jest.fn();
  const found = findPrimary(`postgres://user:secret@127.0.0.1:${one},127.0.0.1:${two}/shop`, { limitMs: 1_500, waiting });
  const hosts = `user@127.0.0.1:${one},127.0.0.1:${two}/shop`;
  await expect(found).rejects.toThrow(`Postgres does not respond at ${hosts} (waited 1.5 s)`);
  expect(waiting.mock.calls).toEqual([[hosts]]);
});
