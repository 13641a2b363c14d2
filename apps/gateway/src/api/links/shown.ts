import type { Language } from '@veza/platform';

/** A public thing of the platform, or the first part of a list, as its page in the web client shows it to strangers and to programs. */
export interface Shown {
  readonly kind: 'track' | 'product' | 'resource' | 'cabinet' | 'person' | 'playlist' | 'album' | 'products' | 'cabinets';
  /** As the address has it; empty for a list. */
  readonly id: string;
  /** Below the web client. */
  readonly path: string;
  readonly title: string;
  /** One or two sentences for a preview. */
  readonly description: string;
  /** What its author writes; may be empty. */
  readonly text: string;
  readonly facts: readonly Fact[];
  /** `page` is the file that the page of the client shows across its width, where it is another one. */
  readonly picture?: { readonly url: string; readonly alt: string; readonly page?: string };
  /** Of a list. */
  readonly entries?: readonly Entry[];
  /** The type of Open Graph, and properties of that type. */
  readonly type: string;
  readonly properties: readonly (readonly [name: string, content: string])[];
  /** By schema.org, without context, address and picture. */
  readonly schema: object;
  /** What the client would read of the API. */
  readonly read: { readonly value: object; readonly etag?: string };
}

/** A thing of a list. */
export interface Entry {
  /** Below the web client. */
  readonly path: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly picture?: string;
}

export type Fact = readonly [label: string, text: string];

/** What a page says in the language of its reader. */
export interface Words {
  readonly language: Language;
  readonly date: (instant: string) => string;
  readonly number: (value: number) => string;
  readonly money: (amount: number, currency: string) => string;
  readonly text: (key: TextKey) => string;
}

const TEXTS = {
  by: ['by', 'de'],
  track: ['Track', 'Morceau'],
  resource: ['Resource', 'Ressource'],
  appointments: ['Book an appointment online', 'Prendre rendez-vous en ligne'],
  artist: ['Artist', 'Artiste'],
  license: ['Licence', 'Licence'],
  allRights: ['All rights reserved', 'Tous droits réservés'],
  uploader: ['From', 'De'],
  album: ['Album', 'Album'],
  ep: ['EP', 'EP'],
  single: ['Single', 'Single'],
  released: ['Released', 'Sortie'],
  genre: ['Genre', 'Genre'],
  year: ['Year', 'Année'],
  length: ['Length', 'Durée'],
  plays: ['Plays', 'Écoutes'],
  tags: ['Tags', 'Mots-clés'],
  date: ['Date', 'Date'],
  price: ['Price', 'Prix'],
  free: ['Free', 'Gratuit'],
  category: ['Category', 'Catégorie'],
  stock: ['In stock', 'En stock'],
  file: ['File', 'Fichier'],
  downloads: ['Downloads', 'Téléchargements'],
  rating: ['Rating', 'Note'],
  address: ['Address', 'Adresse'],
  phone: ['Phone', 'Téléphone'],
  times: ['Times', 'Horaires'],
  timesOf: [
    'Appointments are booked online. All times are those of the cabinet ({place}).',
    'Les rendez-vous se prennent en ligne. Toutes les heures sont celles du cabinet ({place}).',
  ],
  practitioners: ['Practitioners', 'Praticiens'],
  products: ['Products', 'Produits'],
  market: ['A market of instruments, samples and presets.', "Un marché d'instruments, de samples et de presets."],
  cabinets: ['Find a cabinet', 'Trouver un cabinet'],
  name: ['Name', 'Nom'],
  followers: ['Followers', 'Abonnés'],
  following: ['Following', 'Abonnements'],
  playlist: ['Playlist', 'Playlist'],
  playlists: ['Playlists', 'Playlists'],
  tracks: ['Tracks', 'Morceaux'],
  notThere: ['This track is not available.', "Ce morceau n'est pas disponible."],
} as const;

export type TextKey = keyof typeof TEXTS;

/** Dates are those of UTC, so that every replica sends the same bytes. */
export function wordsOf(language: Language): Words {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(language);
  return {
    language,
    date: (instant) => dates.format(new Date(instant)),
    number: (value) => numbers.format(value),
    money: (amount, currency) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount),
    text: (key) => TEXTS[key][language === 'en' ? 0 : 1],
  };
}

/** A text in one line, at most so long. */
export function inShort(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= most
    ? line
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
