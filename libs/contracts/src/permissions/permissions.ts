import { bookingPermissions } from './booking.permissions.js';
import { catalogPermissions } from './catalog.permissions.js';
import { chatPermissions } from './chat.permissions.js';
import { communityPermissions } from './community.permissions.js';
import type { Permission } from './holders.js';
import { identityPermissions } from './identity.permissions.js';
import { mediaPermissions } from './media.permissions.js';

const ALL = {
  ...identityPermissions,
  ...catalogPermissions,
  ...mediaPermissions,
  ...chatPermissions,
  ...bookingPermissions,
  ...communityPermissions,
};

export type PermissionName = keyof typeof ALL;

/**
 * Every permission of the platform. Each HTTP route names one; the gateway checks the part that its `access`
 * states, the service the rest.
 */
export const PERMISSIONS: Readonly<Record<PermissionName, Permission>> = ALL;
