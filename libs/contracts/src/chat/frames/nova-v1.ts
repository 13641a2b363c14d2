import { z } from 'zod';
import { documented } from './documented.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { AuthExpiring, Ping } from './shared-frames.js';
import { COMMANDS, EVENTS } from './texts.js';

const receives = {
  auth: documented(
    z.object({ token: part.Token }),
    { ...COMMANDS.authenticate, replies: ['auth_success'] },
    { 'First frame': { token: SAMPLE.token } },
  ),
  ping: Ping,
};

/** A notification of a user, as it is sent once and listed later. */
export const RealtimeNotification = documented(
  z.object({
    id: z.string().describe('Id of the notification'),
    type: z.enum(['appointment', 'patient', 'system', 'emergency']).describe('Subject of the notification'),
    priority: z.enum(['low', 'medium', 'high', 'critical']).describe('Urgency, for the order and the sound'),
    title: z.string().describe('Title, one line'),
    message: z.string().describe('Text of the notification'),
    data: z.record(z.string(), z.unknown()).optional().describe('Ids of what the notification is about'),
    timestamp: part.Iso.describe('Time of the notification'),
    read: z.boolean().describe('Whether the user has read it'),
    actions: z
      .array(
        z.object({
          label: z.string().describe('Text of the button'),
          action: z.string().describe('Name of the action that the client runs'),
          style: z.enum(['primary', 'secondary', 'danger']).optional().describe('Appearance of the button'),
        }),
      )
      .optional()
      .describe('Buttons of the notification'),
  }),
  EVENTS.notification,
  {
    'A new appointment': {
      id: '91',
      type: 'appointment',
      priority: 'medium',
      title: 'A new appointment',
      message: 'Monday at 09:00',
      data: { appointmentId: '42' },
      timestamp: SAMPLE.at,
      read: false,
    },
  },
);
export type RealtimeNotification = z.infer<typeof RealtimeNotification>;

/** The whole appointment as it is now, and what was done to it. */
export const AppointmentUpdate = documented(
  z.looseObject({
    id: z.string().describe('Id of the appointment'),
    cabinetId: z.string().describe('Id of the cabinet'),
    change: z.string().describe('What was done, such as booked, confirmed or cancelled'),
  }),
  EVENTS.appointment,
  {
    'A confirmed appointment': {
      id: '42',
      cabinetId: '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
      change: 'confirmed',
      status: 'confirmed',
    },
  },
);
export type AppointmentUpdate = z.infer<typeof AppointmentUpdate>;

const Position = z.int().describe('The `since` of the next connection, until a frame with a later `seq` arrives');

const sends = {
  auth_success: documented(
    z.object({ userId: z.string().describe('Id of the user'), username: z.string().describe('User name') }),
    EVENTS.authenticated,
    { 'A user': { userId: '5', username: 'alice' } },
  ),
  auth_expiring: AuthExpiring,
  pong: documented(z.object({ timestamp: part.Iso.describe('Time of the server') }), EVENTS.pong, {
    Pong: { timestamp: SAMPLE.at },
  }),
  notification: RealtimeNotification,
  appointment_updated: AppointmentUpdate,
  resumed: documented(z.object({ seq: Position }), EVENTS.resumed, { 'Everything was sent': { seq: 42 } }),
  resync: documented(z.object({ seq: Position }), EVENTS.resync, { 'Too far behind': { seq: 5_042 } }),
  error: documented(z.object({ code: part.ErrorCodeText, message: part.ErrorMessage }), EVENTS.error, {
    'A foreign cabinet': { code: 'PERMISSION_DENIED', message: 'You are not a member of this cabinet' },
  }),
};

/** No chat: notifications and appointments of the cabinets of a user. */
export const novaV1Frames = {
  name: 'nova.v1',
  summary: 'Notifications and appointments of medical cabinets',
  description:
    'Frames `{type, data, timestamp, userId?, cabinetId?, seq?}`. Ids are strings, times are ISO 8601. There are no chat commands. A ' +
    'connection that names a cabinet receives the events of this cabinet only. A connection with `since` first receives what its user missed.',
  path: '/ws/nova',
  wrapped: true,
  envelope: {
    received: {
      timestamp: z.unknown().optional().describe('Accepted and ignored'),
      userId: z.unknown().optional().describe('Accepted and ignored'),
      cabinetId: z.unknown().optional().describe('Accepted and ignored'),
    },
    sent: {
      timestamp: part.SentAt,
      userId: z.string().optional().describe('Id of the receiving user, in notifications and appointments'),
      cabinetId: z.string().optional().describe('Id of the cabinet that the event belongs to'),
      seq: z.int().optional().describe('Number of the frame, ascending for each user, in notifications and appointments'),
    },
    sample: { received: {}, sent: { timestamp: SAMPLE.at } },
  },
  receives,
  sends,
} as const;
