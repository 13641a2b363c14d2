import { ownData } from '../own-data.js';

export const people = { export: ownData('chat', ['rooms', 'messages', 'reactions', 'blocks', 'reports', 'sanctions']) };
