import type { Place } from './chat-types.js';

/** A place as the key of a map. */
export const keyOf = (place: Place): string => ('room' in place ? `room ${place.room}` : `user ${place.user}`);
