import { receives } from './veza-flat.commands.js';
import { sends } from './veza-flat.events.js';

export const vezaFlatFrames = {
  name: 'veza.flat',
  summary: 'Chat with numeric ids and without an envelope',
  description:
    'Frames `{type, ...fields}` without `data`. Ids of users and messages are numbers, ids of rooms are strings, times are ' +
    'ISO 8601. `client_id` of a command comes back in its reply and identifies a message for 24 hours.',
  path: '/ws',
  wrapped: false,
  envelope: { received: {}, sent: {}, sample: { received: {}, sent: {} } },
  receives,
  sends,
} as const;
