/** The sections of the API reference; each route names one of them. */
export const TAGS = {
  Authentication:
    'Sign-up, sign-in and the tokens of a session. Two spellings of the same accounts: flat bodies, and bodies in an envelope under `/auth`.',
  'Authentication (nova)': 'The same accounts in the spelling of `/api`: user and tokens in one flat object.',
  Users: 'Profiles, and the data and sessions of the signed-in user.',
  'API tokens': 'Tokens with which programs act for the signed-in user, within scopes.',
  Push: 'Notifications of the browsers of the signed-in user, by Web Push with VAPID.',
  Webhooks: 'Addresses to which events of the signed-in user are sent, signed by Standard Webhooks.',
  Products: 'Products for sale and their files. Reading is public; the owner and administrators write.',
  Tracks: 'Audio tracks: upload, transcoding, signed playback URLs, waveforms and play counts.',
  Resources: 'Shared files such as samples, presets and templates, with ratings.',
  Community: 'Public pages of people, who follows whom, likes of tracks, comments on them, and playlists.',
  Notices: 'The one list of what happened to the signed-in user, and the levels by which the user is noticed of it.',
  Chat: 'Rooms, members, message history and moderation. Messages are sent over WebSocket: see `/asyncapi.json`.',
  Cabinets: 'Cabinets (practices) of the nova edition, their practitioners and absences.',
  Patients: 'The patients of a cabinet, for the people who work there.',
  Appointments: 'Appointments, bookable slots, and holds on them.',
  Analytics: 'Figures about the appointments of a cabinet.',
  'Online booking': 'The public pages of cabinets: free times, holds and bookings by patients, with or without an account.',
  Notifications: 'What the caller should know in a cabinet, as lists; new ones are also sent over WebSocket.',
  Platform: 'Public keys, API descriptions and health of the gateway.',
  Development: 'Tools for development. Only available when mail is not sent and the environment is not production.',
} as const;

export type Tag = keyof typeof TAGS;
