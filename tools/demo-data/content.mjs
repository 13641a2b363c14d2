/** The content of the demo data. */
export const PASSWORD = 'demo-password';
export const USERS = [
  { username: 'ada', email: 'ada@veza.local' },
  { username: 'bela', email: 'bela@veza.local' },
  { username: 'chidi', email: 'chidi@veza.local' },
];

export const ROOMS = [
  { name: 'studio', description: 'What we are recording' },
  { name: 'marketplace', description: 'Strings, reeds and everything else that makes sounds' },
];

/** @type {Record<string, { room: string, lines: string[] }[]>} messages of each user, by room */
export const MESSAGES = {
  ada: [
    { room: 'general', lines: ['Welcome, everybody!', 'The new oud arrived this morning.'] },
    { room: 'studio', lines: ['Take three of the slow one is the keeper.'] },
  ],
  bela: [
    { room: 'general', lines: ['Hello from Pécs. Is the studio free on Friday?'] },
    { room: 'marketplace', lines: ['Looking for a second-hand cimbalom.'] },
  ],
  chidi: [{ room: 'general', lines: ['Friday works. I bring the udu.'] }],
};

export const PRODUCTS = [
  { nom: 'Oud', description: 'Eleven strings, walnut bowl, made in Izmir.', prix: 399.9, stock: 2, category: 'strings' },
  { nom: 'Udu', description: 'A clay pot with a voice.', prix: 84.5, stock: 5, category: 'percussion' },
  { nom: 'Cimbalom hammers', description: 'A pair, wrapped in cotton.', prix: 29.95, stock: 40, category: 'percussion' },
  { nom: 'Clarinet reeds', description: 'Strength three, a box of ten.', prix: 24.0, stock: 120, category: 'reeds' },
  { nom: 'Evening pads', description: 'Twelve slow sounds for slow songs.', prix: 0, stock: 0, category: 'sounds' },
];

export const TRACKS = [
  {
    title: 'Slow one',
    artist: 'Ada',
    genre: 'folk',
    tags: ['oud', 'night'],
    notes: [220, 261.63, 293.66, 329.63, 293.66, 261.63, 246.94, 220],
  },
  {
    title: 'Pécs by train',
    artist: 'Béla',
    genre: 'electronic',
    tags: ['train'],
    notes: [440, 440, 554.37, 659.26, 554.37, 440, 329.63, 440],
  },
  {
    title: 'Clay pot',
    artist: 'Chidi',
    genre: 'percussion',
    tags: ['udu'],
    notes: [110, 146.83, 110, 164.81, 110, 146.83, 110, 98],
  },
];

/** Created last: if the last one exists, the demo data is complete. */
export const RESOURCES = [
  {
    title: 'Open strings of an oud',
    description: 'All six courses, one after another, without an effect.',
    category: 'sample',
    tags: ['oud', 'tuning'],
    notes: [65.41, 87.31, 110, 146.83, 196, 261.63],
  },
  {
    title: 'Rails at 92',
    description: 'Two bars of a train that keeps its time.',
    category: 'sample',
    tags: ['train', 'loop'],
    notes: [110, 110, 146.83, 110],
  },
  {
    title: 'A clay pot, one hit',
    description: 'Dry and close, for layering.',
    category: 'sample',
    tags: ['udu', 'one-shot'],
    notes: [98],
  },
];

export const CABINET = { name: 'Cabinet du Parc', timezone: 'Europe/Paris' };

/** Of the demo cabinet: an account of the demo. */
export const PRACTITIONER = {
  username: 'bela',
  firstName: 'Béla',
  lastName: 'Bartha',
  workingHours: [1, 2, 3, 4, 5].flatMap((day) => [
    { day, start: '09:00', end: '12:00' },
    { day, start: '14:00', end: '18:00' },
  ]),
};

/** The public page of the demo cabinet. */
export const CABINET_PAGE = {
  slug: 'cabinet-du-parc',
  isOpen: true,
  description: 'Hearing and voice, for people who make music. Please come ten minutes early to your first appointment.',
  address: '12 rue du Parc, 75014 Paris',
  phone: '+33 1 99 00 12 34',
};

const person = (/** @type {string} */ firstName, /** @type {string} */ lastName) => ({
  firstName,
  lastName,
  username: `dr_${lastName.toLowerCase()}`,
  email: `${lastName.toLowerCase()}@cabinets.example`,
});

/** Cabinets with a year of appointments, for "tools/demo year". */
export const CABINETS = [
  {
    name: 'Cabinet des Lilas',
    timezone: 'Europe/Paris',
    practitioners: [person('Claire', 'Aubry'), person('Malik', 'Benamar'), person('Odile', 'Caron')],
  },
  {
    name: 'Clinique du Mont',
    timezone: 'America/Toronto',
    practitioners: [person('Noah', 'Tremblay'), person('Sarah', 'Whitfield')],
  },
  {
    name: 'Cabinet du Lagon',
    timezone: 'Indian/Reunion',
    practitioners: [person('Anaïs', 'Hoarau'), person('Ravi', 'Payet')],
  },
];

export const FIRST_NAMES =
  'Agathe Bruno Chloé Daniel Élise Farid Gaëlle Hugo Inès Jules Khadija Léo Mona Nils Ophélie Paul'.split(' ');
export const LAST_NAMES =
  'Arnaud Bertin Chevalier Diallo Estève Ferreira Girard Hamel Imbert Jolivet Klein Lefort Mercier Nguyen'.split(' ');
