import fc from 'fast-check';
import type { Operation } from '../clients/openapi.js';
import { FixtureReference } from './fixture-reference.js';
import { PUSH } from './integration-fixtures.js';
import type { Hint } from './schema-values.js';

const cents = fc.integer({ min: 0, max: 99_999 }).map((n) => n / 100);
const absent = fc.constant(undefined);
const words = fc.stringMatching(/^[a-z]{2,8}$/);

/** What a schema cannot express: which text is a price, and which values must exist. */
const KNOWN: Record<string, fc.Arbitrary<unknown>> = {
  nom: words,
  prix: cents,
  price: cents,
  price_min: cents,
  price_max: cents.map((n) => n + 1_000),
  timezone: fc.constantFrom('Europe/Paris', 'UTC', 'America/St_Johns'),
  start: fc.constantFrom('08:00', '09:30'),
  end: fc.constantFrom('12:00', '18:45'),
  cabinet: real('book'),
  visit: real('visits'),
  user_id: real('users'),
  user_ids: fc.array(real('users'), { minLength: 1, maxLength: 2 }),
  moderator_id: real('users'),
  practitionerId: real('practitioners'),
  patientId: real('patients'),
  treatmentId: absent,
  facilityId: absent,
  needs: fc.constant(null),
  answers: absent,
  startTime: inDays(2, 20).map((day) => `${day}T09:30:00Z`),
  until: inDays(20, 40).map((day) => `${day}T18:00:00Z`),
  endTime: inDays(20, 40).map((day) => `${day}T18:00:00Z`),
  date: inDays(0, 300),
  dateFrom: inDays(0, 5),
  dateTo: inDays(5, 12),
  room: real('rooms'),
  refreshToken: real('refreshToken'),
  refresh_token: real('refreshToken'),
  currentPassword: real('password'),
  cursor: real('cursor'),
};

/** The same for one property of one call. */
const HINTS_BY_CALL: readonly [RegExp, Record<string, fc.Arbitrary<unknown>>][] = [
  [
    /\/(login|otp-request|login-otp|forgot-password|password-reset-request)$/,
    { email: real('email'), password: real('password') },
  ],
  [/\/login-otp$/, { otp: real('otp') }],
  [/\/login.second-factor$/, { ticket: real('signInTicket'), code: real('recoveryCode') }],
  [/\/current\/authentication$/, { password: real('password'), code: absent, passkey: absent }],
  [/\/login[/-]setup(\/|$)/, { ticket: real('setUpTicket'), code: absent, passkey: real('setUpPasskey') }],
  [/\/users\/me\/passkeys$/, { credential: real('newPasskey') }],
  [/\/login.passkey$/, { credential: real('passkeyAssertion'), ticket: absent }],
  [/\/second-factors\/totp$/, { password: real('enrollingPassword') }],
  [/\/totp\/confirm$/, { code: real('totpCode') }],
  [/\/totp\/remove$/, { password: real('password') }],
  [/\/recovery-codes$/, { password: real('protectedPassword') }],
  [/\/(signup|register)$/, { password: fc.stringMatching(/^[a-z]{6}-[A-Z]{6}-[0-9]{4}$/) }],
  [/\/(reset-password|password-reset)$/, { token: real('resetToken') }],
  [/\/verify-email$/, { token: real('verifyToken'), password: real('password') }],
  [/\/verify-email\/(account|disown)$/, { token: real('verifyToken') }],
  // On days without a generated absence, within the working hours of every zone above.
  // One patient at one time with several practitioners.
  [/\/appointments(\/|$)/, { startTime: inDays(100, 340).map((day) => `${day}T14:30:00Z`), force: fc.constant(true) }],
  [/\/appointments\/series$/, { rule: fc.constantFrom('FREQ=DAILY;COUNT=2', 'FREQ=WEEKLY;COUNT=3') }],
  [
    /\/treatments(\/|$)/,
    {
      price: fc.constantFrom(null, { amount: '60.00', currency: 'EUR' }),
      practitionerIds: fc.constant([]),
      questions: fc.constantFrom([], [{ question: 'Left or right?', kind: 'choice', options: ['left', 'right'] }]),
    },
  ],
  // On the grid of the page, in the time zone of its cabinet.
  [/\/book\//, { startTime: inDays(100, 340).map((day) => `${day}T09:00:00`), duration: fc.constant(30) }],
  [/\/my\/appointments\/.*move$/, { startTime: inDays(356, 364).map((day) => `${day}T09:00:00`) }],
  [/\/my\/calendar-feeds$/, { cabinetId: real('cabinets') }],
  // A name that never exists: nothing is sent there.
  [/\/webhooks$/, { url: fc.constant('https://hooks.invalid/hook') }],
  [
    /\/push\/subscriptions$/,
    {
      public_key: real('pushKey'),
      endpoint: fc.constant(PUSH.endpoint),
      p256dh: fc.constant(PUSH.keys.p256dh),
      auth: fc.constant(PUSH.keys.auth),
    },
  ],
  [/\/calendar-imports$/, { address: fc.constant('https://calendars.invalid/calendar.ics') }],
  [/\/visits$/, { requestId: real('visitRequests'), code: real('visitCodes') }],
  [/\/patients\/.*\/merge$/, { duplicateId: real('duplicates') }],
  [/\/waiting-list$/, { patientId: real('newPatients'), duration: fc.constant(30) }],
  [/\/waiting-list\/offers\/show$/, { token: real('shownOffers') }],
  [/\/waiting-list\/offers\/accept$/, { token: real('acceptedOffers') }],
  [/\/waiting-list\/offers\/decline$/, { token: real('declinedOffers') }],
  [/\/appointment-links\/(show|proposal)$/, { token: real('shownLinks') }],
  [/\/appointment-links\/move$/, { token: real('movingLinks'), startTime: inDays(341, 355).map((day) => `${day}T09:00:00`) }],
  [/\/appointment-links\/cancel$/, { token: real('cancellingLinks') }],
  [/\/appointment-links\/reminders$/, { token: real('remindingLinks') }],
  [/\/chat\/search$/, { from: real('users') }],
  [/\/invite-links\/(look-up|join)$/, { code: real('inviteCodes') }],
  // The track of the fixture is shorter than a second.
  [/\/tracks\/\{id\}\/comments$/, { second: fc.constantFrom(0, null), reply_to: absent }],
  [/\/v1\/reports$/, { kind: fc.constant('comment'), id: real('commentsOfOthers') }],
  [/\/shared-tracks$/, { code: real('trackCodes') }],
  [/\/shared-playlists$/, { code: real('playlistCodes'), cursor: absent }],
  [/\/albums\/.*\/tracks$/, { track_ids: fc.array(real('tracks'), { minLength: 1, maxLength: 1 }) }],
  [/\/playlists\/.*\/place$/, { after: fc.constant(null) }],
  // Without an owner it needs a token.
  [/\/products$/, { sku: absent }],
  // A name that never exists.
  [/\/link-previews$/, { url: fc.constant('https://pages.invalid/page') }],
  [/^\/oembed$/, { url: real('trackPages') }],
  [/\/chat-uploads$/, { token: real('uploadToken') }],
  [/\/chat-files$/, { token: real('fileToken') }],
  [/\/practitioners$/, { email: real('email'), userId: real('userIdText') }],
  [/\/upload$/, { tags: fc.constantFrom('[]', '["a","b"]', ''), is_public: fc.constantFrom('true', 'false') }],
];

/** A pause would hold up the tracks of all later requests. */
const ALWAYS: Record<string, fc.Arbitrary<unknown>> = { paused: fc.constant(false) };

/** A calendar date in the future. */
function inDays(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
}

function real(name: string): fc.Arbitrary<unknown> {
  return fc.constant(new FixtureReference(name));
}

export function hintsFor({ path }: Operation): Hint {
  const known = HINTS_BY_CALL.reduce((all, [calls, hints]) => (calls.test(path) ? { ...all, ...hints } : all), KNOWN);
  return (name, plain) => {
    const always = ALWAYS[name];
    if (always) return always;
    const hint = known[name];
    return hint ? fc.oneof({ weight: 6, arbitrary: hint }, { weight: 1, arbitrary: plain }) : plain;
  };
}
