import { CreateObjects1763600100001 } from './1763600100001-create-objects.js';
import { CreateTracks1763600100002 } from './1763600100002-create-tracks.js';
import { IndexPeople1763640000085 } from './1763640000085-index-people.js';
import { CreateOperations1763640000102 } from './1763640000102-create-operations.js';
import { CreateResumableUploads1763640000136 } from './1763640000136-create-resumable-uploads.js';
import { AddTagsOfFiles1763640000145 } from './1763640000145-add-tags-of-files.js';
import { CreateGrowingSegments1763940000060 } from './1763940000060-create-growing-segments.js';
import { CreateQueueChanges1764100000050 } from './1764100000050-create-queue-changes.js';
import { CreateTrackNotices1764100000051 } from './1764100000051-create-track-notices.js';
import { ReplaceSounds1764100000052 } from './1764100000052-replace-sounds.js';
import { AddCovers1764200000050 } from './1764200000050-add-covers.js';
import { AddDownloads1764200000051 } from './1764200000051-add-downloads.js';
import { PublishPictures1764200000060 } from './1764200000060-publish-pictures.js';
import { PreviewUploads1764400000010 } from './1764400000010-preview-uploads.js';

export const extensions = ['pg_trgm', 'unaccent'];
export const migrations = [
  CreateObjects1763600100001,
  CreateTracks1763600100002,
  IndexPeople1763640000085,
  CreateOperations1763640000102,
  CreateResumableUploads1763640000136,
  AddTagsOfFiles1763640000145,
  CreateGrowingSegments1763940000060,
  CreateQueueChanges1764100000050,
  CreateTrackNotices1764100000051,
  ReplaceSounds1764100000052,
  AddCovers1764200000050,
  AddDownloads1764200000051,
  PublishPictures1764200000060,
  PreviewUploads1764400000010,
];
