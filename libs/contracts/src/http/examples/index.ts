import { ACCOUNT_EXAMPLES } from './accounts.js';
import { BOOKING_EXAMPLES } from './booking.js';
import { CATALOG_EXAMPLES } from './catalog.js';
import { CHAT_EXAMPLES } from './chat.js';
import { COMMUNITY_EXAMPLES } from './community.js';
import { PLATFORM_EXAMPLES } from './platform.js';
import { TRACK_EXAMPLES } from './tracks.js';

const AREAS = [
  ACCOUNT_EXAMPLES,
  CATALOG_EXAMPLES,
  TRACK_EXAMPLES,
  CHAT_EXAMPLES,
  BOOKING_EXAMPLES,
  COMMUNITY_EXAMPLES,
  PLATFORM_EXAMPLES,
];

const entriesOf = (examples: object): [string, unknown][] => Object.entries(examples);

/** By component name. */
export const COMPONENT_EXAMPLES: ReadonlyMap<string, unknown> = new Map(AREAS.flatMap(({ components }) => entriesOf(components)));
/** Request bodies and form fields, by route id. */
export const REQUEST_EXAMPLES: ReadonlyMap<string, unknown> = new Map(AREAS.flatMap(({ requests }) => entriesOf(requests)));
/** JSON responses whose schema is not a component, by route id. */
export const RESPONSE_EXAMPLES: ReadonlyMap<string, unknown> = new Map(AREAS.flatMap(({ responses }) => entriesOf(responses)));
