import { tableColumnsOf } from '@veza/database';
import { Track } from './track.entity.js';

/** The objects of a track, which end with it. A spec compares them with the ids in its columns. */
export const TRACK_OBJECTS = ['sourceId', 'keptSourceId', 'renditionId', 'growingId', 'coverId'] as const;

/** Their ids as an array, for raw SQL. */
export const OBJECT_IDS = `array_remove(ARRAY[${tableColumnsOf(Track, TRACK_OBJECTS)
  .map(({ name }) => name)
  .join(', ')}], NULL)`;

export const objectIdsOf = (track: Track): string[] =>
  TRACK_OBJECTS.map((property) => track[property]).filter((id) => id !== null);
