import { z } from 'zod';

export const TrackLicense = z
  .enum(['all-rights-reserved', 'cc-by', 'cc-by-sa', 'cc-by-nd', 'cc-by-nc', 'cc-by-nc-sa', 'cc-by-nc-nd', 'cc0'])
  .describe('What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0.');
export type TrackLicense = z.infer<typeof TrackLicense>;

const CREATIVE_COMMONS = 'https://creativecommons.org';

/** The text of a licence; undefined where all rights are reserved. */
export function licenseUrl(license: TrackLicense): string | undefined {
  if (license === 'all-rights-reserved') return undefined;
  if (license === 'cc0') return `${CREATIVE_COMMONS}/publicdomain/zero/1.0/`;
  return `${CREATIVE_COMMONS}/licenses/${license.slice('cc-'.length)}/4.0/`;
}
