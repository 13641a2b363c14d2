import { AlbumTrack } from './albums/album-track.entity.js';
import { Album } from './albums/album.entity.js';
import { LinkPreviewRow } from './link-previews/link-preview.entity.js';
import { TrackNotice } from './notices/track-notice.entity.js';
import { StoredObjectRow } from './objects/stored-object.entity.js';
import { ResumableUpload } from './resumable/resumable-upload.entity.js';
import { UploadLock } from './resumable/upload-lock.entity.js';
import { UploadPart } from './resumable/upload-part.entity.js';
import { GrowingSegment } from './tracks/growing-segment.entity.js';
import { TrackLink } from './tracks/track-link.entity.js';
import { Track } from './tracks/track.entity.js';
import { TrackPlayDay } from './tracks/track-play-day.entity.js';
import { TrackPlay } from './tracks/track-play.entity.js';
import { QueueChange } from './transcodings/queue-change.entity.js';
import { QueuePause } from './transcodings/queue-pause.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  StoredObjectRow,
  Track,
  Album,
  AlbumTrack,
  TrackPlay,
  TrackPlayDay,
  TrackLink,
  GrowingSegment,
  ResumableUpload,
  UploadPart,
  UploadLock,
  QueueChange,
  TrackNotice,
  QueuePause,
  LinkPreviewRow,
];
