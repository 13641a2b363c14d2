import { z } from 'zod';

/** An instant in a reply: ISO 8601 in UTC with milliseconds. `meaning` is a sentence for the API reference. */
export const timestamp = (meaning: string) => z.string().describe(`${meaning} ISO 8601, UTC.`);

export const nullableTimestamp = (meaning: string) => z.string().nullable().describe(`${meaning} ISO 8601, UTC.`);
