import { ownData } from '../own-data.js';

export const people = { export: ownData('media', ['tracks', 'plays', 'uploads']) };
