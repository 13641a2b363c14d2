import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('chat', [
    'rooms',
    'messages',
    'reactions',
    'pins',
    'saved_messages',
    'invite_links',
    'blocks',
    'reports',
    'thing_reports',
    'sanctions',
  ]),
};
