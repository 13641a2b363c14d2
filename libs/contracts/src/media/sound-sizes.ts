import { z } from 'zod';
import { rpc } from '../rpc.js';

const Id = z.int().min(1).max(2_147_483_647);

/** Of the files that players take as a whole, for enclosures of feeds (decision 268). */
export const soundSizes = {
  among: rpc('media.soundSizes.among', {
    permission: 'internal',
    summary: 'Get the bytes of the sounds of those of at most 100 tracks that everybody may play',
    request: z.strictObject({ ids: z.array(Id).max(100) }),
    reply: z.object({ sizes: z.array(z.object({ id: Id, bytes: z.int().positive() })).max(100) }),
    idempotent: true,
  }),
};
