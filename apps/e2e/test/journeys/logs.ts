import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';

const Line = z.looseObject({ level: z.union([z.string(), z.number()]), msg: z.string().optional() });

story(
  'the logs',
  (step) => {
    step('one request is found under its id in the gateway and behind it', async (world) => {
      const { client } = await signUp(world, 'traced');
      const id = `journey-${word()}`;
      const body = { nom: word(), prix: 1, stock: 1 };
      const { headers } = await client.createProduct({ body, headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toBe(id);
      const seen = (name: string): boolean => world.service(name).lines.some((line) => line.includes(id));
      await eventually('the id in the gateway’s log', () => seen('gateway'));
      await eventually('the id in a catalog’s log', () => seen('catalog 1') || seen('catalog 2'));
    });

    step('and in every other service, whichever it is that answers', async (world) => {
      const rest = world.rest.as((await signUp(world, 'traced')).accessToken);
      const paths = {
        chat: '/api/v1/chat/rooms',
        media: '/api/v1/tracks',
        booking: '/api/cabinets',
        catalog: '/api/v1/resources',
      };
      for (const [service, path] of Object.entries(paths)) {
        const id = `journey-${word()}`;
        (await rest.get(path, { headers: { 'x-request-id': id } })).expect(200);
        for (const place of ['gateway', service])
          await eventually(`the id in the log of ${place}`, () =>
            world.lines().some((line) => line.startsWith(place) && line.includes(id)),
          );
      }
    });

    step('every line is JSON', async (world) => {
      for (const name of world.names) {
        for (const line of world.service(name).lines) expect(Line.safeParse(JSON.parse(line)).error).toBeUndefined();
      }
    });

    step('nobody had to complain of an error', async (world) => {
      expect(world.lines().filter((line) => /"level":("(error|fatal)"|[56]0)/.test(line))).toEqual([]);
    });

    step('no line holds a token, a password or what somebody said', async (world) => {
      expect(world.leaks()).toEqual([]);
    });
  },
  { scenes: true },
);
