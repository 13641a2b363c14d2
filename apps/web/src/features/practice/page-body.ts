import type { UpdateCabinetPageBody } from '@veza/sdk';

export const LANGUAGES = ['fr', 'en'] as const;
export const FEED_NAMES = ['none', 'initials', 'names'] as const;

/** The settings as the form has them. Reminders without a number are none. */
export function pageBody(text: (field: string) => string): UpdateCabinetPageBody {
  const filled = (field: string) => (text(field) === '' ? null : text(field));
  return {
    slug: text('slug'),
    isOpen: text('isOpen') !== '',
    description: text('description'),
    phone: filled('phone'),
    address: filled('address'),
    changeWindow: Number(text('changeWindow')),
    longest: Number(text('longest')),
    reminders: [
      ...new Set(
        text('reminders')
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number),
      ),
    ],
    language: LANGUAGES.find((each) => each === text('language')) ?? 'fr',
    feedNames: FEED_NAMES.find((each) => each === text('feedNames')) ?? 'initials',
  };
}

/** A name for the address of a page: `Cabinet de l'Étoile` is `cabinet-de-l-etoile`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
