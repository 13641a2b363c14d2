import { z } from 'zod';
import { ListNotifications, NotificationPreferences } from '../booking/index.js';
import { RealtimeNotification } from '../chat/index.js';
import { NovaPagination } from './patients.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

export const WireNotification = RealtimeNotification.describe('A notification of the caller.');

export const WireNotificationPage = z
  .object({ items: z.array(WireNotification).describe('The notifications of the page.'), pagination: NovaPagination })
  .describe('A page of notifications.');

export const WireNotificationPreferences = NotificationPreferences;

const nova = { tag: 'Notifications', edition: 'nova', access: 'user' } as const;

export const notificationRoutes = {
  list: http('GET', '/notifications', {
    ...nova,
    id: 'listNotifications',
    permission: 'booking.notifications.list',
    summary: 'List notifications',
    description:
      'Returns the notifications of the caller in the cabinet, newest first. Texts are in English or, by `Accept-Language`, in French. Every notification that a socket received is in this list until it is 90 days old, so a client that was away reads here what it missed.',
    query: ListNotifications,
    success: ok('A page of notifications.', WireNotificationPage),
    errors: ['FORBIDDEN'],
  }),
  read: http('PUT', '/notifications/:id/read', {
    ...nova,
    id: 'readNotification',
    permission: 'booking.notifications.read',
    summary: 'Mark a notification as read',
    params: z.object({ id: z.uuid().describe('Id of the notification, a UUID.') }),
    success: noContent('The notification is read.'),
  }),
  readAll: http('PUT', '/notifications/read-all', {
    ...nova,
    id: 'readAllNotifications',
    permission: 'booking.notifications.readAll',
    summary: 'Mark all notifications as read',
    description: 'Marks the notifications of the caller in the cabinet.',
    success: noContent('The notifications are read.'),
    errors: ['FORBIDDEN'],
  }),
  preferences: http('GET', '/notifications/preferences', {
    ...nova,
    id: 'getNotificationPreferences',
    permission: 'booking.notifications.preferences',
    summary: 'Get the notification preferences',
    success: ok('The preferences of the caller in the cabinet.', WireNotificationPreferences),
    errors: ['FORBIDDEN'],
  }),
  prefer: http('PUT', '/notifications/preferences', {
    ...nova,
    id: 'updateNotificationPreferences',
    permission: 'booking.notifications.prefer',
    summary: 'Change the notification preferences',
    description:
      'Fields that are left out keep their value. A kind that is switched off creates no notifications for the caller.',
    body: NotificationPreferences.partial(),
    success: ok('The preferences of the caller in the cabinet.', WireNotificationPreferences),
    errors: ['FORBIDDEN'],
  }),
};
