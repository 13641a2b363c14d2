import { z } from 'zod';
import * as part from './parts.js';

const receives = {
  auth: z.object({ token: part.Token }),
  ping: z.object({}),
};

const sends = {
  auth_success: z.object({ userId: z.string(), username: z.string() }),
  auth_expiring: part.AuthExpiring,
  pong: z.object({ timestamp: part.Iso }),
  error: z.object({ code: z.string(), message: z.string() }),
};

/** No chat: what a cabinet's people are told while they work. */
export const novaV1Frames = {
  name: 'nova.v1',
  summary: 'Frames `{type, data, timestamp, userId?, cabinetId?}`; ids are strings, times ISO 8601',
  path: '/ws/nova',
  wrapped: true,
  receives,
  sends,
} as const;
