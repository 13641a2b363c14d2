import type { Place } from '@veza/sdk/chat';

/** A place as the key of a query. */
export const placeKey = (place: Place): string => ('room' in place ? `room ${place.room}` : `person ${place.user}`);

export const isSamePlace = (one: Place, other: Place): boolean => placeKey(one) === placeKey(other);
