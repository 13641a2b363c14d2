import { personalDataExport } from '../personal-data.js';

export const personalData = { export: personalDataExport('media', ['tracks', 'plays', 'uploads', 'track_notices']) };
