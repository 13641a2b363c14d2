import { albums } from './albums.js';
import { linkPreviews } from './link-previews.js';
import { objects } from './objects.js';
import { outsidePictures } from './outside-pictures.js';
import { personalData } from './personal-data.js';
import { recentPlays } from './recent-plays.js';
import { soundSizes } from './sound-sizes.js';
import { trackLinks } from './track-links.js';
import { trackNotices } from './track-notices.js';
import { tracks } from './tracks.js';
import { transcodings } from './transcodings.js';

export * from './albums.js';
export { type LinkPreview, linkPreviews, PreviewedAddress } from './link-previews.js';
export * from './objects.js';
export * from './outside-pictures.js';
export * from './pictures.js';
export { MOST_RECENT_PLAYS, recentPlays } from './recent-plays.js';
export * from './shared-bytes.js';
export * from './track-links.js';
export * from './track-notice-words.js';
export * from './track-notices.js';
export { HeardSeconds } from './track-positions.js';
export * from './track-licenses.js';
export * from './tracks.js';
export * from './transcodings.js';

export const media = {
  objects,
  tracks,
  trackLinks,
  soundSizes,
  albums,
  recentPlays,
  linkPreviews,
  outsidePictures,
  trackNotices,
  transcodings,
  personalData,
};
