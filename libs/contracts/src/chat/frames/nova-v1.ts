import { z } from 'zod';
import * as part from './parts.js';

const receives = {
  auth: z.object({ token: part.Token }),
  ping: z.object({}),
};

/** What a person of a cabinet is told, and finds again in their list. */
export const RealtimeNotification = z.object({
  id: z.string(),
  type: z.enum(['appointment', 'patient', 'system', 'emergency']),
  priority: z.enum(['low', 'medium', 'high', 'critical']),
  title: z.string(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
  timestamp: part.Iso,
  read: z.boolean(),
  actions: z
    .array(z.object({ label: z.string(), action: z.string(), style: z.enum(['primary', 'secondary', 'danger']).optional() }))
    .optional(),
});
export type RealtimeNotification = z.infer<typeof RealtimeNotification>;

/** The whole appointment as it is now, and what was done to it. */
export const AppointmentUpdate = z.looseObject({ id: z.string(), cabinetId: z.string(), change: z.string() });
export type AppointmentUpdate = z.infer<typeof AppointmentUpdate>;

const sends = {
  auth_success: z.object({ userId: z.string(), username: z.string() }),
  auth_expiring: part.AuthExpiring,
  pong: z.object({ timestamp: part.Iso }),
  notification: RealtimeNotification,
  appointment_updated: AppointmentUpdate,
  error: z.object({ code: part.ErrorCodeText, message: z.string() }),
};

/** No chat: what a cabinet's people are told while they work. */
export const novaV1Frames = {
  name: 'nova.v1',
  summary: 'Frames `{type, data, timestamp, userId?, cabinetId?}`; ids are strings, times ISO 8601',
  path: '/ws/nova',
  wrapped: true,
  envelope: {
    received: { timestamp: z.unknown().optional(), userId: z.unknown().optional(), cabinetId: z.unknown().optional() },
    sent: { timestamp: part.Iso, userId: z.string().optional(), cabinetId: z.string().optional() },
  },
  receives,
  sends,
} as const;
