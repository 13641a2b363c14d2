import { personalDataExport } from '../personal-data.js';

export const personalData = { export: personalDataExport('community', ['follows', 'followers', 'likes', 'publications']) };
