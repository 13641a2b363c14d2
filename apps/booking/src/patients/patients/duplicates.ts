import type { Patient } from './patient.entity.js';
import { isSamePhone } from './search-terms.js';
import { typos } from './spelling.js';

/** The facts by which two patients may be one person; `name` without case, accents, apostrophes and hyphens. */
export type Likeness = Pick<Patient, 'email' | 'phone' | 'dateOfBirth'> & { name: string };

const MOST_TYPOS = 2;

/** The same or nearly the same name, also with first and last name swapped. */
function isLikeName(one: string, other: string): boolean {
  const sorted = (name: string) => name.split(' ').sort().join(' ');
  return sorted(one) === sorted(other) || (one.length > 8 && typos(one, other) <= MOST_TYPOS);
}

const same = (one: string | null, other: string | null) => one !== null && other !== null && one === other;
const different = (one: string | null, other: string | null) => one !== null && other !== null && one !== other;

/**
 * A date of birth decides, if both have one. Else the same e-mail address does, or the same phone number without two
 * different addresses: members of a family share a number. Two records with a name alone are likely the same person too.
 */
export function isLikelyDuplicate(one: Likeness, other: Likeness): boolean {
  if (!isLikeName(one.name, other.name) || different(one.dateOfBirth, other.dateOfBirth)) return false;
  if (same(one.dateOfBirth, other.dateOfBirth)) return true;
  const [address, otherAddress] = [lower(one.email), lower(other.email)];
  if (address !== null && otherAddress !== null) return address === otherAddress;
  if (one.phone !== null && other.phone !== null) return isSamePhone(one.phone, other.phone);
  return bare(one) || bare(other);
}

const lower = (text: string | null) => text?.toLowerCase() ?? null;
const bare = ({ email, phone, dateOfBirth }: Likeness) => email === null && phone === null && dateOfBirth === null;
