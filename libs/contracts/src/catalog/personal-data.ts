import { personalDataExport } from '../personal-data.js';

export const personalData = { export: personalDataExport('catalog', ['products', 'resources', 'ratings']) };
