import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('media', ['tracks', 'albums', 'plays', 'uploads', 'resumable_uploads', 'track_notices']),
};
