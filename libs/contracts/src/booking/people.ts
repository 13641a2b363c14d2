import { ownData } from '../own-data.js';

export const people = { export: ownData('booking', ['cabinets', 'practitioners', 'absences']) };
