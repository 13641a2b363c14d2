import { z } from 'zod';
import { timestamp } from '../timestamp.js';
import type { SentEvent } from './webhooks.js';

const ids = (name: string, things: string) => ({ [name]: z.array(z.int()).min(1).max(500).describe(`Ids of the ${things}.`) });
const track = { track_id: z.int().describe('Id of the track.') };
const products = ids('product_ids', 'products');
const resources = ids('resource_ids', 'resources');

/** What each message is about: its sentence, and the fields of `data`. */
const CONTENTS: Record<SentEvent, readonly [summary: string, data: z.ZodRawShape]> = {
  'track.ready': ['A track of the user can be played', track],
  'track.failed': ['A track of the user was not encoded', track],
  'track.deleted': ['A track of the user is deleted', track],
  'product.created': ['Products of the user are new or restored', products],
  'product.updated': ['Products of the user have changed', products],
  'product.deleted': ['Products of the user are deleted, or in the trash', products],
  'resource.created': ['Resources of the user are new or restored', resources],
  'resource.updated': ['Resources of the user have changed', resources],
  'resource.deleted': ['Resources of the user are deleted, or in the trash', resources],
  'appointment.changed': [
    'An appointment has changed in a cabinet of the user',
    {
      appointment_id: z.string().describe('Id of the appointment.'),
      cabinet_id: z.string().describe('Id of the cabinet.'),
      change: z.string().describe('What was changed, as in the history of the appointment.'),
    },
  ],
  ping: ['The owner tests the webhook', { webhook_id: z.uuid().describe('Id of the webhook.') }],
};

export interface WebhookMessage {
  event: string;
  summary: string;
  body: z.ZodType;
  example: unknown;
}

const DATA_EXAMPLES = {
  track: { track_id: 7 },
  product: { product_ids: [3, 4] },
  resource: { resource_ids: [5] },
  appointment: {
    appointment_id: '018f2c5e-7d3a-7b10-9c44-2f1e6a5b4c3d',
    cabinet_id: '018f2c5e-1a2b-7c3d-8e4f-5a6b7c8d9e0f',
    change: 'confirmed',
  },
  ping: { webhook_id: '7a3f5c1e-8d2b-4e6a-9c0f-1b2d3e4f5a6b' },
};
const exampleData = new Map<string, object>(Object.entries(DATA_EXAMPLES));

/** The messages of webhooks, as receivers read them. */
export const WEBHOOK_MESSAGES: readonly WebhookMessage[] = Object.entries(CONTENTS).map(([event, [summary, data]]) => ({
  event,
  summary,
  body: z.object({
    type: z.literal(event).describe('What happened.'),
    timestamp: timestamp('When it happened.'),
    data: z.object(data).describe('Ids only: the rest is read through the API.'),
  }),
  example: { type: event, timestamp: '2026-03-01T09:30:00.000Z', data: exampleData.get(event.split('.')[0] ?? '') },
}));
