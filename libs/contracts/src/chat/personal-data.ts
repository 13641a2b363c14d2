import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('chat', ['rooms', 'messages', 'reactions', 'pins', 'blocks', 'reports', 'sanctions']),
};
