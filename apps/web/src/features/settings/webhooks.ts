/** The key of the list of webhooks. */
export const WEBHOOKS = ['webhooks'];

/** The events by the part of Veza in which they happen. */
export const EVENTS = {
  tracks: ['track.ready', 'track.failed', 'track.deleted'],
  products: ['product.created', 'product.updated', 'product.deleted'],
  files: ['resource.created', 'resource.updated', 'resource.deleted'],
  appointments: ['appointment.changed'],
} as const;
export const EVENT_GROUPS = ['tracks', 'products', 'files', 'appointments'] as const satisfies readonly (keyof typeof EVENTS)[];

/** A name without the dot, which separates keys of texts. */
export const eventKey = (event: keyof typeof EVENT_KEYS) => EVENT_KEYS[event];

const EVENT_KEYS = {
  'track.ready': 'trackReady',
  'track.failed': 'trackFailed',
  'track.deleted': 'trackDeleted',
  'product.created': 'productCreated',
  'product.updated': 'productUpdated',
  'product.deleted': 'productDeleted',
  'resource.created': 'fileCreated',
  'resource.updated': 'fileUpdated',
  'resource.deleted': 'fileDeleted',
  'appointment.changed': 'appointmentChanged',
  ping: 'ping',
} as const;
