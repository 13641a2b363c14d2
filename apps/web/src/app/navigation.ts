import { roomsEntry } from '../features/rooms/rooms.feature.js';
import { settingsEntry } from '../features/settings/settings.feature.js';
import type { NavigationEntry } from '../routing/navigation-entry.js';

/** The main navigation, in its order. An entry appears with its feature. */
export const navigation: readonly NavigationEntry[] = [roomsEntry, settingsEntry];
