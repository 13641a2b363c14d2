import { expect } from '@jest/globals';
import { testSeed } from '@veza/testing';
import { fuzz } from '../../src/config.js';
import { AsyncApi } from '../../src/clients/asyncapi.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { FrameCampaign } from '../../src/fuzz/frame-campaign.js';
import type { FrameObjects } from '../../src/fuzz/frame-drafts.js';
import { signUp, type TestUser, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

/** The same frames in every run, so that only a change of the code changes the result. */
const FIXED_SEED = 20_261_122;
const FRAMES = { few: 2, many: 8 };
/** Many, because generated frames delete them. */
const OWN_MESSAGES = 40;
const LIMIT_MS = 60_000 + (fuzz.FUZZ_FRAMES ?? 0) * 20;

/** Sends one message to each room, and returns their ids. */
async function send(system: TestSystem, user: TestUser, rooms: readonly string[]): Promise<number[]> {
  const socket = await VezaV1.open(system.chat(2).origin, user.accessToken);
  const ids: number[] = [];
  for (const room of rooms) {
    if (ids.length === 0) await socket.join(room);
    ids.push(Number((await socket.sendMessage(room, word(), word())).id));
  }
  await socket.close();
  return ids;
}

/** Rooms, users and messages: of the user, of others, and of no user. */
async function objectsOf(system: TestSystem): Promise<FrameObjects> {
  const [ada, bob] = [await signUp(system, 'ada'), await signUp(system, 'bob')];
  const own = (await ada.client.createRoom({ body: { name: word() } })).data.id;
  const foreign = (await bob.client.createRoom({ body: { name: word(), is_private: true } })).data.id;
  const messages = [
    999_999,
    ...(await send(system, bob, [foreign])),
    ...(await send(
      system,
      ada,
      Array.from({ length: OWN_MESSAGES }, () => own),
    )),
  ];
  return {
    rooms: ['general', own, foreign, 'no-such-room'],
    users: [ada.id, bob.id, 999_999],
    messages,
    token: ada.accessToken,
  };
}

/** Generated frames of every command, always the same. With FUZZ_FRAMES it sends this many others, until each has succeeded. */
export function framesJourney(frames: keyof typeof FRAMES): void {
  journey('generated socket frames', (step) => {
    step(
      'every frame is replied to as declared, and none fails the server',
      async (system) => {
        const document = JSON.parse((await system.rest.get('/asyncapi.json')).expect(200).text);
        const api = AsyncApi.parse(document);
        const commands = api.dialects.flatMap((dialect) => api.commands(dialect)).length;
        const framesPerCommand = fuzz.FUZZ_FRAMES === undefined ? FRAMES[frames] : Math.ceil(fuzz.FUZZ_FRAMES / commands);
        const seed = fuzz.FUZZ_SEED ?? (fuzz.FUZZ_FRAMES === undefined ? FIXED_SEED : testSeed());
        const campaign = new FrameCampaign(api, system.chat(1).origin, await objectsOf(system));
        await campaign.run({ seed, framesPerCommand });
        const closes = [...campaign.closes].map(([code, count]) => `${count} × ${code}`).join(', ');
        console.log(`${campaign.sent} generated frames, seed ${seed}; closes: ${closes || 'none'}`);
        // A few frames of each command may all be refused.
        const never =
          fuzz.FUZZ_FRAMES === undefined
            ? []
            : campaign.neverAccepted().map((command) => `${command}: none of the frames was carried out`);
        expect([...campaign.faults.values(), ...never].join('\n')).toBe('');
      },
      LIMIT_MS,
    );
  });
}
