import type { ApiScope } from '@veza/sdk';

/** The key of the list of tokens. */
export const TOKENS = ['api-tokens'];

/** The scopes of the API in areas that a person knows. Moderation is refused to everyone else, whatever a token may do. */
export const AREAS = {
  profile: {
    read: ['identity.accounts:read', 'identity.profiles:read'],
    write: [],
  },
  messages: {
    read: ['chat.conversations:read', 'chat.messages:read', 'chat.rooms:read'],
    write: [
      'chat.blocks:write',
      'chat.conversations:write',
      'chat.files:write',
      'chat.messages:write',
      'chat.rooms:write',
      'identity.tickets:write',
    ],
  },
  tracks: {
    read: ['media.albums:read', 'media.recentPlays:read', 'media.trackNotices:read', 'media.tracks:read', 'media.uploads:read'],
    write: ['media.albums:write', 'media.trackNotices:write', 'media.tracks:write', 'media.uploads:write'],
  },
  community: {
    read: [
      'community.comments:read',
      'community.feed:read',
      'community.followers:read',
      'community.following:read',
      'community.likes:read',
      'community.notices:read',
      'community.people:read',
      'community.playlists:read',
      'community.publications:read',
    ],
    write: [
      'community.comments:write',
      'community.follows:write',
      'community.likes:write',
      'community.notices:write',
      'community.playlistEditors:write',
      'community.playlistTracks:write',
      'community.playlists:write',
    ],
  },
  shop: {
    read: ['catalog.imports:read', 'catalog.products:read', 'catalog.resources:read'],
    write: ['catalog.imports:write', 'catalog.products:write', 'catalog.resources:write'],
  },
  appointments: {
    read: [
      'booking.absences:read',
      'booking.analytics:read',
      'booking.appointmentTypes:read',
      'booking.appointments:read',
      'booking.cabinets:read',
      'booking.calendarImports:read',
      'booking.contacts:read',
      'booking.holidays:read',
      'booking.legalHolds:read',
      'booking.notifications:read',
      'booking.own:read',
      'booking.pages:read',
      'booking.patientAudit:read',
      'booking.patients:read',
      'booking.practitioners:read',
      'booking.proposals:read',
      'booking.retention:read',
      'booking.slots:read',
      'booking.facilities:read',
      'booking.treatments:read',
      'booking.waiting:read',
    ],
    write: [
      'booking.absences:write',
      'booking.appointmentSeries:write',
      'booking.appointmentTypes:write',
      'booking.appointments:write',
      'booking.cabinets:write',
      'booking.calendarImports:write',
      'booking.contacts:write',
      'booking.facilities:write',
      'booking.holds:write',
      'booking.holidays:write',
      'booking.legalHolds:write',
      'booking.notifications:write',
      'booking.own:write',
      'booking.pages:write',
      'booking.patientMerges:write',
      'booking.patients:write',
      'booking.practitioners:write',
      'booking.retention:write',
      'booking.visits:write',
      'booking.treatments:write',
      'booking.waiting:write',
    ],
  },
  moderation: {
    read: ['chat.moderation:read', 'identity.bans:read', 'media.transcodings:read'],
    write: ['chat.moderation:write', 'identity.bans:write', 'media.transcodings:write'],
  },
} as const satisfies Record<string, Record<'read' | 'write', readonly ApiScope[]>>;

export type Area = keyof typeof AREAS;
export const AREA_NAMES = [
  'profile',
  'messages',
  'tracks',
  'community',
  'shop',
  'appointments',
  'moderation',
] as const satisfies readonly Area[];

export const LEVELS = ['none', 'read', 'write'] as const;
export type Level = (typeof LEVELS)[number];

/** The levels of an area; nothing can be changed in some. */
export const levelsOf = (area: Area): readonly Level[] =>
  LEVELS.filter((level) => level !== 'write' || scopesOf(area, 'write').length > scopesOf(area, 'read').length);

/** `write` includes `read` here, though not in the API: a program that changes things also looks at them. */
export function scopesOf(area: Area, level: Level): readonly ApiScope[] {
  if (level === 'none') return [];
  return level === 'read' ? AREAS[area].read : [...AREAS[area].read, ...AREAS[area].write];
}

/** The areas of the scopes of a token, with `write` where one of them changes things. */
export function areasOf(scopes: readonly ApiScope[]): { area: Area; level: Exclude<Level, 'none'> }[] {
  const has = (wanted: readonly ApiScope[]) => wanted.some((scope) => scopes.includes(scope));
  return AREA_NAMES.flatMap<{ area: Area; level: 'read' | 'write' }>((area) => {
    if (has(AREAS[area].write)) return [{ area, level: 'write' }];
    return has(AREAS[area].read) ? [{ area, level: 'read' }] : [];
  });
}
