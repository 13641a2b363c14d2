import { randomBytes } from 'node:crypto';

/** The id that a room's name suggests: `Salle Été` becomes `salle-ete`. */
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

/** Another id for the same name, when that one is taken. */
export const slugBeside = (slug: string): string => `${slug}-${randomBytes(3).toString('hex')}`;
