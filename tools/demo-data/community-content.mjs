/**
 * The demo community: a dozen people, what they make, and what they say. A person is known by the user name, a track by its
 * title, a room by its name.
 */

/** The first three have accounts already (`content.mjs`). */
export const PEOPLE = [
  { username: 'ada', first: 'Ada', last: 'Kaplan', bio: 'Oud and voice. Records at night, when the street is quiet.' },
  { username: 'bela', first: 'Béla', last: 'Bartha', bio: 'Writes on trains, plays the cimbalom, treats teeth by day.' },
  { username: 'chidi', first: 'Chidi', last: 'Eze', bio: 'Clay pots, calabashes and one good microphone.' },
  { username: 'dina', first: 'Dina', last: 'Moreau', bio: 'Strings for other people. Montréal.' },
  { username: 'emre', first: 'Emre', last: 'Aydın', bio: 'Builds reeds, breaks reeds, sells what is left.' },
  { username: 'fatou', first: 'Fatou', last: 'Sarr', bio: 'Kora, and whatever the rain does on the roof.' },
  { username: 'goran', first: 'Goran', last: 'Petrov', bio: 'Bass lines and long bus rides.' },
  { username: 'hana', first: 'Hana', last: 'Mori', bio: 'Bells, toys, tape loops.' },
  { username: 'ines', first: 'Inês', last: 'Lopes', bio: 'Field recordings of harbours.' },
  { username: 'jonas', first: 'Jonas', last: 'Lindqvist', bio: 'Organs of small churches.' },
  { username: 'kaya', first: 'Kaya', last: 'Okoro', bio: 'Beats before breakfast.' },
  { username: 'lena', first: 'Lena', last: 'Weber', bio: 'Listens more than she plays. Makes the best playlists.' },
].map((person, at) => ({ ...person, email: `${person.username}@veza.local`, seed: at + 1 }));

/** Whom each one follows. */
export const FOLLOWS = {
  ada: 'bela chidi dina fatou hana lena',
  bela: 'ada chidi goran jonas',
  chidi: 'ada bela fatou kaya',
  dina: 'ada emre jonas',
  emre: 'ada dina',
  fatou: 'ada chidi ines lena',
  goran: 'bela kaya hana',
  hana: 'ada goran kaya jonas',
  ines: 'fatou hana lena',
  jonas: 'dina hana bela',
  kaya: 'chidi goran ada',
  lena: 'ada bela chidi dina emre fatou goran hana ines jonas kaya',
};

/** @type {(import('./synthesiser.mjs').Piece & { by: string, title: string, genre: string, tags: string[], license: string })[]} */
export const PIECES = [
  piece('dina', 'Snow on the stairs', 'classical', ['strings', 'winter'], [4, 45, 'minor', 72, 'pluck', false]),
  piece('fatou', 'Rain on tin', 'folk', ['kora', 'rain'], [5, 48, 'major', 96, 'pluck', false]),
  piece('goran', 'Line 27', 'electronic', ['bass', 'night'], [6, 40, 'minor', 112, 'organ', true]),
  piece('hana', 'Music box with a fault', 'ambient', ['bells', 'loop'], [7, 52, 'major', 84, 'bell', false]),
  piece('jonas', 'Small church, large organ', 'classical', ['organ'], [8, 43, 'minor', 60, 'organ', false]),
  piece('kaya', 'Before breakfast', 'hip-hop', ['beat'], [9, 41, 'minor', 92, 'bell', true]),
  piece('ada', 'The street is quiet', 'folk', ['oud', 'night'], [10, 45, 'minor', 66, 'pluck', false]),
];

/**
 * @param {string} by @param {string} title @param {string} genre @param {string[]} tags
 * @param {[number, number, 'major' | 'minor', number, 'pluck' | 'organ' | 'bell', boolean]} sound
 */
function piece(by, title, genre, tags, [seed, key, scale, tempo, voice, drums]) {
  const license = seed % 2 === 0 ? 'cc-by' : 'all-rights-reserved';
  return { by, title, genre, tags, license, seed, key, scale, tempo, bars: 6, voice, drums };
}

/** @type {{ by: string, track: string, text: string, second?: number }[]} */
export const COMMENTS = [
  { by: 'lena', track: 'Slow one', second: 2, text: 'The first note already. I was on a tram and forgot my stop.' },
  { by: 'bela', track: 'Slow one', second: 5, text: 'Is this the new oud?' },
  { by: 'ada', track: 'Pécs by train', second: 1, text: 'I can hear the dining car.' },
  { by: 'goran', track: 'Pécs by train', text: 'Would you mind a bass line under this?' },
  { by: 'kaya', track: 'Clay pot', second: 3, text: 'Sampled. With your name on it, of course.' },
  { by: 'hana', track: 'Line 27', second: 8, text: 'Here it turns the corner.' },
  { by: 'lena', track: 'Rain on tin', second: 4, text: 'Goes into the evening list.' },
  { by: 'jonas', track: 'Music box with a fault', second: 6, text: 'Please never mend it.' },
  { by: 'dina', track: 'Small church, large organ', text: 'Which church? I want to hear it empty.' },
  { by: 'ines', track: 'The street is quiet', second: 10, text: 'There is a dog at the very back. Keep the dog.' },
];

/** @type {{ by: string, title: string, description: string, tracks: string[], editors: string[] }[]} */
export const PLAYLISTS = [
  {
    by: 'lena',
    title: 'Evening, window open',
    description: 'Slow ones, from the quiet end of the community.',
    tracks: ['Slow one', 'Rain on tin', 'The street is quiet', 'Music box with a fault'],
    editors: [],
  },
  {
    by: 'goran',
    title: 'On the bus',
    description: 'Everything with wheels. Kaya and Béla add to it.',
    tracks: ['Line 27', 'Pécs by train', 'Before breakfast', 'Clay pot'],
    editors: ['kaya', 'bela'],
  },
];

export const NEW_ROOM = { name: 'field recordings', description: 'Harbours, stairs, rain and dogs' };

/**
 * What is said, in its order: the room, the person, the text. `to` is how many lines of the room further up a reply looks, and
 * `reactions` has the persons by emoji.
 *
 * @type {{ room: string, by: string, text: string, to?: number, reactions?: Record<string, string> }[]}
 */
export const TALK = [
  {
    room: 'general',
    by: 'dina',
    text: 'Hello from Montréal, where it is still winter.',
    reactions: { '❄️': 'ada hana', '👋': 'bela' },
  },
  { room: 'general', by: 'fatou', text: 'And from Saint-Louis, where it is not.', to: 1, reactions: { '😂': 'dina chidi lena' } },
  {
    room: 'general',
    by: 'lena',
    text: 'I made a list of the slow ones: **Evening, window open**.',
    reactions: { '❤️': 'ada fatou hana' },
  },
  { room: 'general', by: 'hana', text: 'Who else is coming on Friday?' },
  { room: 'general', by: 'kaya', text: 'Me, with the small drum machine.', to: 1, reactions: { '🥁': 'chidi goran' } },
  { room: 'general', by: 'goran', text: 'I come by bus, so I am late by definition.', to: 2, reactions: { '🚌': 'kaya hana' } },
  { room: 'general', by: 'ada', text: 'The door is open from six. Ring twice, the bell is shy.' },
  { room: 'studio', by: 'bela', text: 'Take three has a click at the end of the second bar.' },
  { room: 'studio', by: 'ada', text: 'That is my chair. I like the chair.', to: 1, reactions: { '🪑': 'bela chidi' } },
  {
    room: 'studio',
    by: 'jonas',
    text: 'For the organ I use two microphones and a lot of waiting:\n\n1. near the pipes\n2. at the door\n3. tea',
  },
  {
    room: 'studio',
    by: 'hana',
    text: 'Which tea? It matters for the second microphone.',
    to: 1,
    reactions: { '🍵': 'jonas lena' },
  },
  { room: 'studio', by: 'jonas', text: 'Blackcurrant leaves. The bass gets rounder.', to: 1, reactions: { '😂': 'hana bela' } },
  { room: 'studio', by: 'chidi', text: 'For clay pots: ginger, and the microphone inside.', to: 3 },
  { room: 'studio', by: 'dina', text: 'Can I have the stems of the slow one? I hear a viola in it.' },
  { room: 'studio', by: 'ada', text: 'Yes. `slow-one-stems.zip`, tonight.', to: 1, reactions: { '🙏': 'dina' } },
  { room: 'studio', by: 'kaya', text: '92 or 96 beats? I cannot decide before breakfast.', reactions: { '☕': 'lena goran' } },
  { room: 'studio', by: 'goran', text: '92. Nobody runs before breakfast.', to: 1 },
  { room: 'marketplace', by: 'emre', text: 'Twenty boxes of reeds, strength three. The threes are twos and a half, honestly.' },
  { room: 'marketplace', by: 'dina', text: 'I take one. Honest reeds are rare.', to: 1, reactions: { '👍': 'emre' } },
  { room: 'marketplace', by: 'bela', text: 'Still looking for a cimbalom. Any state, also sad ones.' },
  { room: 'marketplace', by: 'jonas', text: 'There is one in a school in Umeå. I ask.', to: 1, reactions: { '🤞': 'bela ada' } },
  { room: 'field recordings', by: 'ines', text: 'Harbour of Setúbal, five in the morning. The ferry is in E flat.' },
  {
    room: 'field recordings',
    by: 'hana',
    text: 'Our stairs are in D. We could have a ferry and stairs.',
    to: 1,
    reactions: { '😮': 'ines', '🎵': 'fatou' },
  },
  { room: 'field recordings', by: 'ines', text: 'A semitone apart. The ferry can wait for the tide.', to: 1 },
  {
    room: 'field recordings',
    by: 'jonas',
    text: 'I have a church that is exactly between.',
    to: 3,
    reactions: { '⛪': 'hana ines' },
  },
  { room: 'field recordings', by: 'fatou', text: 'Rain on a tin roof, forty minutes. I slept through thirty.' },
  { room: 'field recordings', by: 'ines', text: 'Those are the best thirty.', to: 1, reactions: { '💤': 'lena' } },
  { room: 'field recordings', by: 'lena', text: 'Does a recording without a name want one?' },
  {
    room: 'field recordings',
    by: 'ines',
    text: 'Date, place, wind. Then it has three.',
    to: 1,
    reactions: { '✅': 'hana fatou jonas' },
  },
];
