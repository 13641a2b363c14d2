import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('community', [
    'follows',
    'followers',
    'likes',
    'comments',
    'playlists',
    'playlist_tracks',
    'shared_playlists',
    'publications',
    'notices',
  ]),
};
