import { z } from 'zod';
import { AppointmentUpdate, RealtimeNotification } from '../chat/index.js';
import { event } from '../events.js';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { CabinetId } from './cabinets.js';
import { MailLanguage } from './public-pages.js';

/** What a notification is about; `emergency` cannot be muted. */
export const NotificationKind = z.enum(['appointment', 'patient', 'system', 'emergency']);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const ListNotifications = PageQuery.extend({
  read: z
    .enum(['true', 'false'])
    .optional()
    .describe('`false` for the unread notifications only, `true` for the read ones only. Default: both.'),
});
export type ListNotifications = z.infer<typeof ListNotifications>;

const wanted = (kind: string) => z.boolean().describe(`Whether notifications about ${kind} are created for the caller.`);

/** What a member is notified of in one cabinet. The default is everything. */
export const NotificationPreferences = z
  .strictObject({
    appointment: wanted('appointments'),
    patient: z.boolean().describe('Reserved: no notification about patients is created yet. Stored for the caller.'),
    system: wanted('the cabinet itself'),
    reminder: wanted('appointments that begin soon'),
  })
  .describe('The kinds of notifications that the caller receives in this cabinet. Emergencies are always received.');
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;
export type MutableNotification = keyof NotificationPreferences;

/** Users of one notice. A cabinet with more concerned members notifies the first ones. */
export const MOST_CONCERNED = 500;

/** Ids only: texts and appointments are read by booking for each member at the time of delivery. */
const Notice = z.object({
  id: z.uuid(),
  cabinetId: CabinetId,
  /** The users whom the change concerns, with or without a notification. */
  userIds: z.array(z.int()).max(MOST_CONCERNED),
  appointment: z.object({ id: z.uuid(), change: z.string().max(50) }).optional(),
});
export type Notice = z.infer<typeof Notice>;

/** What a notice sends to one user now; empty for a former member. */
const Delivered = z.object({ appointment: AppointmentUpdate.optional(), notification: RealtimeNotification.optional() });

/** Of the texts. */
const language = MailLanguage.default('en');

const errors = ['UNAUTHENTICATED', 'FORBIDDEN'] as const;

/**
 * What a member of a cabinet should know. A notification is a row, written in the transaction of its change for each member
 * concerned: the practitioner, the managers and administrators of the cabinet, and the accounts that stand for the patient. The
 * caller of the change gets none. Rows are readable by their member only, end with the membership, and are deleted after 90
 * days. `deliver` and `deliverMissed` return what the sockets of members receive; the event `recorded` announces it.
 */
export const notifications = {
  list: rpc('booking.notifications.list', {
    permission: 'booking.notifications.list',
    summary: "List the caller's notifications in the cabinet, newest first",
    request: ListNotifications.extend({ language }),
    reply: pageOf(RealtimeNotification),
    errors,
    idempotent: true,
  }),
  read: rpc('booking.notifications.read', {
    permission: 'booking.notifications.read',
    summary: 'Mark a notification as read',
    request: z.strictObject({ id: z.uuid() }),
    reply: Done,
    errors: [...errors, 'NOT_FOUND'],
    idempotent: true,
  }),
  readAll: rpc('booking.notifications.readAll', {
    permission: 'booking.notifications.readAll',
    summary: "Mark all of the caller's notifications in the cabinet as read",
    request: z.strictObject({}),
    reply: Done,
    errors,
    idempotent: true,
  }),
  preferences: rpc('booking.notifications.preferences', {
    permission: 'booking.notifications.preferences',
    summary: "Get the caller's notification preferences in the cabinet",
    request: z.strictObject({}),
    reply: NotificationPreferences,
    errors,
    idempotent: true,
  }),
  prefer: rpc('booking.notifications.prefer', {
    permission: 'booking.notifications.prefer',
    summary: "Change the caller's notification preferences in the cabinet; absent fields keep their value",
    request: NotificationPreferences.partial(),
    reply: NotificationPreferences,
    errors,
    idempotent: true,
  }),
  deliver: rpc('booking.notifications.deliver', {
    permission: 'internal',
    summary: 'What a notice sends to each of these users, as far as they are members of its cabinet now',
    request: Notice.extend({ userIds: z.array(z.int()).min(1).max(50), language }),
    reply: z.object({
      items: z.array(Delivered.extend({ userId: z.int() })).max(50),
    }),
    idempotent: true,
  }),
  deliverMissed: rpc('booking.notifications.deliverMissed', {
    permission: 'internal',
    summary: 'What these notices send to one user, as far as the user is a member of their cabinets now',
    request: z.object({
      userId: z.int(),
      language,
      notices: z
        .array(Notice.omit({ userIds: true }))
        .min(1)
        .max(50),
    }),
    reply: z.object({ items: z.array(Delivered.extend({ id: z.uuid() })).max(50) }),
    idempotent: true,
  }),
};

export const notificationEvents = {
  recorded: event('booking.notifications.recorded', {
    summary: 'A change in a cabinet was committed that concerns some of its members.',
    payload: Notice.extend({
      /** Those of the users that have a notification; absent in events of 0.3.0. */
      notifiedIds: z.array(z.int()).max(MOST_CONCERNED).optional(),
    }),
  }),
};
