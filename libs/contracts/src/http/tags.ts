/** The chapters of the description; a route names one of them. */
export const TAGS = {
  Authentication:
    'Signing in, signing up, and what keeps a session alive, in the flat and in the enveloped spelling of `/api/v1`',
  'Authentication (nova)': 'The same accounts in the spelling of `/api`: the user and the tokens are one flat object',
  Users: 'Profiles, and what belongs to one’s own account',
  Products: 'Things for sale. Everybody reads; the owner and administrators write',
  Tracks: 'Sounds: uploaded, transcoded, and played through signed addresses',
  Resources: 'Files that people share and rate',
  Chat: 'Rooms, members, histories and moderation. Talking itself is done over WebSocket: see `/asyncapi.json`',
  Cabinets: 'Cabinets of the nova edition, who works in them, and when they are away',
  Patients: 'The patients of a cabinet, for those who work there',
  Appointments: 'When somebody can be seen: slots, and holding one',
  Platform: 'What the gateway says of itself',
  Development: 'Only where mail is not sent and the environment is not production',
} as const;

export type Tag = keyof typeof TAGS;
