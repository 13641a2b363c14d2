import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('chat', [
    'rooms',
    'messages',
    'reactions',
    'pins',
    'saved_messages',
    'thread_reads',
    'invite_links',
    'blocks',
    'reports',
    'thing_reports',
    'sanctions',
  ]),
};
