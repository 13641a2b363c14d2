import { adminEntry } from '../features/admin/admin.feature.js';
import { bookingEntry } from '../features/booking/booking.feature.js';
import { catalogEntry } from '../features/catalog/catalog.feature.js';
import { homeEntry } from '../features/home/home.feature.js';
import { practiceEntry } from '../features/practice/practice.feature.js';
import { roomsEntry } from '../features/rooms/rooms.feature.js';
import { settingsEntry } from '../features/settings/settings.feature.js';
import { tracksEntry } from '../features/tracks/tracks.feature.js';
import type { NavigationEntry } from '../routing/navigation-entry.js';

/** The main navigation, in its order. An entry appears with its feature. */
export const navigation: readonly NavigationEntry[] = [
  homeEntry,
  roomsEntry,
  tracksEntry,
  bookingEntry,
  practiceEntry,
  catalogEntry,
  adminEntry,
  settingsEntry,
];
