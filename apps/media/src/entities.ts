import { StoredObjectRow } from './objects/stored-object.entity.js';
import { Track } from './tracks/track.entity.js';
import { TrackPlay } from './tracks/track-play.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [StoredObjectRow, Track, TrackPlay];
