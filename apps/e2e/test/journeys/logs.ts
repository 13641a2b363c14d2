import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';

const Line = z.looseObject({ level: z.union([z.string(), z.number()]), msg: z.string().optional() });

journey(
  'the logs',
  (step) => {
    step('a request is logged under its id by the gateway and the service behind it', async (system) => {
      const { client } = await signUp(system, 'traced');
      const id = `journey-${word()}`;
      const body = { nom: word(), prix: 1, stock: 1 };
      const { headers } = await client.createProduct({ body, headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toBe(id);
      const seen = (name: string): boolean => system.service(name).lines.some((line) => line.includes(id));
      await eventually('the id in the gateway’s log', () => seen('gateway'));
      await eventually('the id in a catalog’s log', () => seen('catalog 1') || seen('catalog 2'));
    });

    step('requests are logged under their ids by every other service', async (system) => {
      const rest = system.rest.as((await signUp(system, 'traced')).accessToken);
      const paths = {
        chat: '/api/v1/chat/rooms',
        media: '/api/v1/tracks',
        booking: '/api/cabinets',
        community: '/api/v1/me/likes',
        catalog: '/api/v1/resources',
      };
      for (const [service, path] of Object.entries(paths)) {
        const id = `journey-${word()}`;
        (await rest.get(path, { headers: { 'x-request-id': id } })).expect(200);
        for (const place of ['gateway', service])
          await eventually(`the id in the log of ${place}`, () =>
            system.lines().some((line) => line.startsWith(place) && line.includes(id)),
          );
      }
    });

    step('every line is JSON', async (system) => {
      for (const name of system.names) {
        for (const line of system.service(name).lines) expect(Line.safeParse(JSON.parse(line)).error).toBeUndefined();
      }
    });

    step('no service logged an error', async (system) => {
      expect(system.lines().filter((line) => /"level":("(error|fatal)"|[56]0)/.test(line))).toEqual([]);
    });

    step('no line contains a token, a password or the content of a message', async (system) => {
      expect(system.leaks()).toEqual([]);
    });
  },
  { independent: true },
);
