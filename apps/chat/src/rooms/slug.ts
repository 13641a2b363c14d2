import { randomBytes } from 'node:crypto';

/** Derives a room id from a name: `Salle Été` becomes `salle-ete`. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 60);
  return plain || 'room';
}

/** Returns another id for the same name, for when the slug is taken. */
export const slugWithSuffix = (slug: string): string => `${slug}-${randomBytes(3).toString('hex')}`;
