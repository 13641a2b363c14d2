import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('booking', [
    'cabinets',
    'practitioners',
    'absences',
    'notifications',
    'patients',
    'patient_appointments',
    'calendar_feeds',
  ]),
};
