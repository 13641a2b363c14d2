import { CreateMedia1763640000102 } from './1763640000102-create-media.js';
import { ExtendMedia1764400000010 } from './1764400000010-extend-media.js';
import { PublishTracks1764800000039 } from './1764800000039-publish-tracks.js';
import { AddLicenses1764800000044 } from './1764800000044-add-licenses.js';
import { CountPlaysByDay1764800000045 } from './1764800000045-count-plays-by-day.js';
import { CreateAlbums1764800000053 } from './1764800000053-create-albums.js';
import { CreateTrackLinks1764800000057 } from './1764800000057-create-track-links.js';
import { KeepPositions1764800000059 } from './1764800000059-keep-positions.js';
import { RecordVoices1764800000061 } from './1764800000061-record-voices.js';
import { CreateLinkPreviews1764800000065 } from './1764800000065-create-link-previews.js';

export const extensions = ['pg_trgm', 'unaccent'];
export const migrations = [
  CreateMedia1763640000102,
  ExtendMedia1764400000010,
  PublishTracks1764800000039,
  AddLicenses1764800000044,
  CountPlaysByDay1764800000045,
  CreateAlbums1764800000053,
  CreateTrackLinks1764800000057,
  KeepPositions1764800000059,
  RecordVoices1764800000061,
  CreateLinkPreviews1764800000065,
];
