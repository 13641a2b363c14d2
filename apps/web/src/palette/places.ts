import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Texts } from '../i18n/texts.js';
import type { NavigationEntry } from '../routing/navigation-entry.js';
import {
  BagIcon,
  BellIcon,
  BookmarkIcon,
  CalendarIcon,
  DeleteIcon,
  FileIcon,
  HomeIcon,
  KeyIcon,
  NoteIcon,
  PeopleIcon,
  PlusIcon,
  QueueIcon,
  RoomsIcon,
  SearchIcon,
  SettingsIcon,
  ShieldIcon,
} from '../ui/icons.js';

interface PagePlace {
  readonly to: LinkProps['to'] & string;
  readonly label: keyof Texts['palette']['places'] & string;
  readonly Icon: ComponentType;
  readonly roles?: NavigationEntry['roles'];
}

const STAFF = ['moderator', 'admin'] as const;

/** Pages that the main navigation does not name. One of a thing with an id has no place here: it is found by its name. */
export const places: readonly PagePlace[] = [
  { to: '/feed', label: 'feed', Icon: HomeIcon },
  { to: '/new', label: 'new', Icon: HomeIcon },
  { to: '/notices', label: 'notices', Icon: BellIcon },
  { to: '/rooms/browse', label: 'browse', Icon: RoomsIcon },
  { to: '/rooms/search', label: 'searchMessages', Icon: SearchIcon },
  { to: '/rooms/saved', label: 'saved', Icon: BookmarkIcon },
  { to: '/rooms/blocked', label: 'blocked', Icon: PeopleIcon },
  { to: '/playlists', label: 'playlists', Icon: QueueIcon },
  { to: '/albums/new', label: 'newAlbum', Icon: PlusIcon },
  { to: '/products/new', label: 'newProduct', Icon: PlusIcon },
  { to: '/products/imports', label: 'imports', Icon: BagIcon },
  { to: '/resources', label: 'resources', Icon: FileIcon },
  { to: '/resources/new', label: 'newResource', Icon: PlusIcon },
  { to: '/trash', label: 'trash', Icon: DeleteIcon },
  { to: '/book', label: 'book', Icon: CalendarIcon },
  { to: '/settings/notices', label: 'settingsNotices', Icon: BellIcon },
  { to: '/settings/access', label: 'settingsAccess', Icon: KeyIcon },
  { to: '/settings/devices', label: 'settingsDevices', Icon: SettingsIcon },
  { to: '/settings/programs', label: 'settingsPrograms', Icon: SettingsIcon },
  { to: '/settings/webhooks', label: 'settingsWebhooks', Icon: SettingsIcon },
  { to: '/settings/data', label: 'settingsData', Icon: SettingsIcon },
  { to: '/admin/people', label: 'adminPeople', Icon: ShieldIcon, roles: STAFF },
  { to: '/admin/audit', label: 'adminAudit', Icon: ShieldIcon, roles: STAFF },
  { to: '/admin/guessing', label: 'adminGuessing', Icon: ShieldIcon, roles: ['admin'] },
  { to: '/admin/transcodings', label: 'adminTranscodings', Icon: NoteIcon, roles: ['admin'] },
  { to: '/admin/cabinets', label: 'adminCabinets', Icon: ShieldIcon, roles: ['admin'] },
];
