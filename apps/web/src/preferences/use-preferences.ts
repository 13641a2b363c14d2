import { useSyncExternalStore } from 'react';
import { type Preferences, preferences } from './preferences.js';

export const usePreferences = (): Preferences => useSyncExternalStore(preferences.subscribe, preferences.get);
