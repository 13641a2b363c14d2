// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.

/** Machine-readable error code. The meaning of a code never changes; new codes may be added. */
export type ErrorCode =
  | 'VALIDATION_FAILED'
  | 'MALFORMED_BODY'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_GRANT'
  | 'INVALID_CODE'
  | 'INVALID_PASSKEY'
  | 'INVALID_TOKEN'
  | 'FILE_MISSING'
  | 'UPLOAD_INCOMPLETE'
  | 'MESSAGE_TOO_LONG'
  | 'UNAUTHENTICATED'
  | 'BAD_CREDENTIALS'
  | 'FORBIDDEN'
  | 'URL_INVALID'
  | 'SECOND_FACTOR_REQUIRED'
  | 'SECOND_FACTOR_SETUP_REQUIRED'
  | 'FRESH_SIGN_IN_REQUIRED'
  | 'EMAIL_UNVERIFIED'
  | 'SCOPE_MISSING'
  | 'PROVIDER_REFUSED'
  | 'NOT_LINKED'
  | 'BANNED'
  | 'BLOCKED'
  | 'NOT_FOUND'
  | 'ROOM_NOT_FOUND'
  | 'USER_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_ACCEPTABLE'
  | 'REQUEST_TIMEOUT'
  | 'CONFLICT'
  | 'EMAIL_TAKEN'
  | 'USERNAME_TAKEN'
  | 'NOT_READY'
  | 'INVALID_STATE'
  | 'ROOM_FULL'
  | 'INVALID_TRANSITION'
  | 'DUPLICATE'
  | 'PATIENT_BOOKED'
  | 'OUT_OF_STOCK'
  | 'TOO_LATE'
  | 'DIFFERENT_ACCOUNTS'
  | 'LEGAL_HOLD'
  | 'SLOT_TAKEN'
  | 'IDEMPOTENCY_IN_FLIGHT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'QUOTA_EXCEEDED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'RANGE_NOT_SATISFIABLE'
  | 'RATE_LIMITED'
  | 'HEADERS_TOO_LARGE'
  | 'CHECKSUM_MISMATCH'
  | 'INTERNAL'
  | 'CONNECTION_FAILED'
  | 'UNAVAILABLE'
  | 'OVERLOADED'
  | 'DEADLINE';

/** An error. */
export interface ErrorBody {
  /** Always false. */
  success: false;
  /** The same sentence as `message`. */
  error: string;
  code: ErrorCode;
  /** What went wrong and how to proceed, in English or, by `Accept-Language`, in French. */
  message: string;
  /** HTTP status of the response. */
  status: number;
  /** Id of the request, also in the header `X-Request-Id` and in the logs of every service. */
  requestId: string;
  /** Whether the same request may succeed later without being changed. */
  retryable: boolean;
  /** Errors of single fields, at most 20. */
  details?: {
    /** Path of the field as the client spelled it, with indexes of lists: `tags.0`. */
    field: string;
    /** What is wrong with the value, in English or, where the sentence has one, in French. */
    message: string;
  }[];
  /** With `PRECONDITION_FAILED`: the current representation of the resource. */
  current?: unknown;
}

/** An error as a problem document (RFC 9457), sent with `Accept: application/problem+json`. */
export interface ProblemBody {
  code: ErrorCode;
  /** HTTP status of the response. */
  status: number;
  /** Id of the request, also in the header `X-Request-Id` and in the logs of every service. */
  requestId: string;
  /** Whether the same request may succeed later without being changed. */
  retryable: boolean;
  /** Errors of single fields, at most 20. */
  details?: {
    /** Path of the field as the client spelled it, with indexes of lists: `tags.0`. */
    field: string;
    /** What is wrong with the value, in English or, where the sentence has one, in French. */
    message: string;
  }[];
  /** With `PRECONDITION_FAILED`: the current representation of the resource. */
  current?: unknown;
  /** `urn:veza:error:` followed by the error code. */
  type: string;
  /** What went wrong and how to proceed, in English or, by `Accept-Language`, in French. */
  title: string;
}

/** A session in the flat spelling: the user and a pair of tokens. */
export interface Session {
  /** The signed-in user. */
  user: {
    /** Id of the user. */
    id: number;
    /** E-mail address of the account. */
    email: string;
    /** Unique user name. */
    username: string;
    /** Role of the user on the platform. */
    role: 'user' | 'moderator' | 'admin';
  };
  /** Access token (JWT) for the `Authorization: Bearer` header. */
  accessToken: string;
  /** Refresh token; each use returns a new pair of tokens. Absent when a cookie has it. */
  refreshToken?: string;
}

/** A session in the enveloped spelling. */
export interface EnvelopedSession {
  /** Always true. */
  success: true;
  /** The tokens and the signed-in user. */
  data: {
    /** Access token (JWT) for the `Authorization: Bearer` header. */
    access_token: string;
    /** Refresh token; each use returns a new pair of tokens. */
    refresh_token: string;
    /** Lifetime of the access token in seconds. */
    expires_in: number;
    /** Always `Bearer`. */
    token_type: 'Bearer';
    user: Profile;
  };
}

/** The profile of the signed-in user in an envelope. */
export interface EnvelopedProfile {
  /** Always true. */
  success: true;
  data: Profile;
}

/** The account of a mailed token, in an envelope. */
export interface EnvelopedVerification {
  /** Always true. */
  success: true;
  /** The account. */
  data: {
    /** User name of the account. */
    username: string;
    /** The address that the token confirms. */
    email: string;
  };
}

/** The removal of the factors of a user. */
export interface FactorRemoval {
  /** `requested`: another administrator has to make the same call. */
  state: 'requested' | 'removed';
  /** When the request ends; null after the removal. */
  requested_until: string | null;
}

/** Confirmation without data, in an envelope. */
export interface EnvelopedDone {
  /** Always true. */
  success: true;
  /** Always null. */
  data: null;
}

/** A ticket that opens one WebSocket connection. */
export interface Ticket {
  /** One-use ticket, passed as the query parameter `ticket` of a WebSocket URL. */
  ticket: string;
  /** Lifetime of the ticket in seconds. */
  expires_in: number;
}

/** The signed-in user. */
export interface NovaUser {
  /** Id of the user. */
  id: string;
  /** E-mail address of the account. */
  email: string;
  /** First name; empty when not set. */
  firstName: string;
  /** Last name; empty when not set. */
  lastName: string;
  /** Role in the cabinet of the request; outside of cabinets `admin` or `patient`. */
  role: 'patient' | 'practitioner' | 'admin' | 'manager';
  /** Id of the cabinet of the request, for its members. */
  cabinetId?: string;
  preferences: Preferences;
  /** Permissions in the cabinet, for display only: each call checks them itself. */
  permissions: string[];
  /** When the user last signed in. ISO 8601, UTC. */
  lastLoginAt: string;
  /** When the account was created. ISO 8601, UTC. */
  createdAt: string;
}

/** A pair of tokens. */
export interface NovaTokens {
  /** Access token (JWT) for the `Authorization: Bearer` header. */
  accessToken: string;
  /** Refresh token; each use returns a new pair of tokens. Absent when a cookie has it. */
  refreshToken?: string;
  /** Lifetime of the access token in seconds. */
  expiresIn: number;
  /** Always `Bearer`. */
  tokenType: 'Bearer';
}

/** The signed-in user and the tokens, in one flat object. */
export interface NovaSession {
  /** Id of the user. */
  id: string;
  /** E-mail address of the account. */
  email: string;
  /** First name; empty when not set. */
  firstName: string;
  /** Last name; empty when not set. */
  lastName: string;
  /** Role in the cabinet of the request; outside of cabinets `admin` or `patient`. */
  role: 'patient' | 'practitioner' | 'admin' | 'manager';
  /** Id of the cabinet of the request, for its members. */
  cabinetId?: string;
  preferences: Preferences;
  /** Permissions in the cabinet, for display only: each call checks them itself. */
  permissions: string[];
  /** When the user last signed in. ISO 8601, UTC. */
  lastLoginAt: string;
  /** When the account was created. ISO 8601, UTC. */
  createdAt: string;
  /** Access token (JWT) for the `Authorization: Bearer` header. */
  accessToken: string;
  /** Refresh token; each use returns a new pair of tokens. Absent when a cookie has it. */
  refreshToken?: string;
  /** Lifetime of the access token in seconds. */
  expiresIn: number;
  /** Always `Bearer`. */
  tokenType: 'Bearer';
}

/** Confirmation without data. */
export interface NovaDone {
  /** Always true. */
  success: true;
}

/** Preferences of a user. */
export interface Preferences {
  /** Colour theme of the user interface. */
  theme: 'light' | 'dark' | 'auto';
  /** Language of the user interface and of mails. */
  language: 'fr' | 'en';
  /** Enabled notification channels. */
  notifications: {
    /** Whether to notify by e-mail. */
    email: boolean;
    /** Whether to notify by push message. */
    push: boolean;
    /** Reserved: stored, but no text message is sent yet. */
    sms: boolean;
  };
}

/** The profile of the signed-in user. */
export interface Profile {
  /** Id of the user. */
  id: number;
  /** Unique user name. */
  username: string;
  /** First name; empty when not set. */
  first_name: string;
  /** Last name; empty when not set. */
  last_name: string;
  /** URL of the avatar image, or null. */
  avatar: string | null;
  /** Short text about the user; empty when not set. */
  bio: string;
  /** Role of the user on the platform. */
  role: 'user' | 'moderator' | 'admin';
  /** When the account was created. ISO 8601, UTC. */
  created_at: string;
  /** Only of a bot, the account of a program. */
  bot?: true;
  /** E-mail address of the account. */
  email: string;
  /** Whether the e-mail address is confirmed. */
  email_verified: boolean;
  /** When the user last signed in. ISO 8601, UTC. */
  last_login_at: string;
  /** https addresses of the user elsewhere, on the own page. */
  links: string[];
}

/** Users by their ids. */
export interface UsersById {
  /** The users, in the order of the ids. */
  users: FoundUser[];
}

/** One picture in several sizes. A picture that is smaller than a size keeps its own. */
export interface Picture {
  /** URL of a JPEG whose longer side has at most 64 pixels. */
  small: string;
  /** URL of a JPEG whose longer side has at most 300 pixels. */
  medium: string;
  /** URL of a JPEG whose longer side has at most 600 pixels. */
  large: string;
  /** URL of a JPEG whose longer side has at most 1200 pixels. */
  full: string;
}

/** The profile of a user as everyone sees it. */
export interface PublicProfile {
  /** Id of the user. */
  id: number;
  /** Unique user name. */
  username: string;
  /** First name; empty when not set. */
  first_name: string;
  /** Last name; empty when not set. */
  last_name: string;
  /** URL of the avatar image, or null. */
  avatar: string | null;
  /** Short text about the user; empty when not set. */
  bio: string;
  /** Role of the user on the platform. */
  role: 'user' | 'moderator' | 'admin';
  /** When the account was created. ISO 8601, UTC. */
  created_at: string;
  /** Only of a bot, the account of a program. */
  bot?: true;
}

/** A sign-in session of the user. */
export interface LoginSession {
  /** Id of the session, a UUID. */
  id: string;
  /** User agent of the sign-in. */
  device: string;
  /** IP address of the last refresh or sign-in. */
  address: string;
  /** When the user signed in. ISO 8601, UTC. */
  created_at: string;
  /** When the session was last refreshed. ISO 8601, UTC. */
  last_used_at: string;
  /** When the session ends without a new sign-in. ISO 8601, UTC. */
  expires_at: string;
  /** Whether this request was made in this session. */
  current: boolean;
}

/** The providers with which people sign in. */
export interface OidcProviders {
  /** The providers, in the order of the configuration. */
  providers: {
    /** Id of the provider, a part of addresses. */
    id: string;
    /** Name of the provider, for a button. */
    label: string;
  }[];
}

/** An account of a provider that signs in to the account of the user. */
export interface LinkedAccount {
  /** Id of the link, a UUID. */
  id: string;
  /** Id of the provider; null for one that is no longer configured. */
  provider: string | null;
  /** Address of the provider, its issuer identifier. */
  issuer: string;
  /** Verified address at the provider when the account was linked, or null. */
  email: string | null;
  /** When the account was linked. ISO 8601, UTC. */
  created_at: string;
  /** When it last signed in; null for an unused one. ISO 8601, UTC. */
  last_used_at: string | null;
}

/** A sign-in, a refused one, or a change of the access to an account. */
export interface SignIn {
  /**
   * `signed-in`: a session was opened. `first-step`: the first factor was right, and the second one is awaited.
   * `refused`: no session. `changed`: the access to the account changed.
   */
  kind: 'signed-in' | 'first-step' | 'refused' | 'changed';
  /** Way of the sign-in; null for a change. */
  method: 'sign-up' | 'password' | 'code' | 'passkey' | 'second-factor' | 'set-up' | 'provider' | 'confirmation' | null;
  /**
   * The error code of a refusal, or what has changed, such as `password`, `api-token` (a new one) or
   * `api-token-revoked`; else null.
   */
  detail: string | null;
  /** User agent of the attempt; null for a change. */
  device: string | null;
  /** Network of the client, such as `203.0.113.0/24`; null for a change. */
  network: string | null;
  /** When it happened. ISO 8601, UTC. */
  at: string;
}

/** A page of sign-ins, refusals and changes of access. */
export interface SignIns {
  /** The list, newest first. */
  sign_ins: SignIn[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** An account with many refused sign-ins. */
export interface GuessedAccount {
  /** Id of the user. */
  user_id: number;
  /** Unique user name. */
  username: string;
  /** Refused sign-ins, of which 200 an hour are counted. */
  refusals: number;
  /** Networks from which they came. */
  networks: number;
  /** When the first of them was refused. ISO 8601, UTC. */
  first_at: string;
  /** When the last of them was refused. ISO 8601, UTC. */
  last_at: string;
}

/** The session after a second factor was set up. */
export interface SetUpSession {
  /** The signed-in user. */
  user: {
    /** Id of the user. */
    id: number;
    /** E-mail address of the account. */
    email: string;
    /** Unique user name. */
    username: string;
    /** Role of the user on the platform. */
    role: 'user' | 'moderator' | 'admin';
  };
  /** Access token (JWT) for the `Authorization: Bearer` header. */
  accessToken: string;
  /** Refresh token; each use returns a new pair of tokens. Absent when a cookie has it. */
  refreshToken?: string;
  /** Ten recovery codes, shown once. */
  recovery_codes: string[];
}

/** The signed-in user and the tokens after a second factor was set up. */
export interface NovaSetUpSession {
  /** Id of the user. */
  id: string;
  /** E-mail address of the account. */
  email: string;
  /** First name; empty when not set. */
  firstName: string;
  /** Last name; empty when not set. */
  lastName: string;
  /** Role in the cabinet of the request; outside of cabinets `admin` or `patient`. */
  role: 'patient' | 'practitioner' | 'admin' | 'manager';
  /** Id of the cabinet of the request, for its members. */
  cabinetId?: string;
  preferences: Preferences;
  /** Permissions in the cabinet, for display only: each call checks them itself. */
  permissions: string[];
  /** When the user last signed in. ISO 8601, UTC. */
  lastLoginAt: string;
  /** When the account was created. ISO 8601, UTC. */
  createdAt: string;
  /** Access token (JWT) for the `Authorization: Bearer` header. */
  accessToken: string;
  /** Refresh token; each use returns a new pair of tokens. Absent when a cookie has it. */
  refreshToken?: string;
  /** Lifetime of the access token in seconds. */
  expiresIn: number;
  /** Always `Bearer`. */
  tokenType: 'Bearer';
  /** Ten recovery codes, shown once. */
  recoveryCodes: string[];
}

/** The last authentication of the session of the request. */
export interface FreshSignIn {
  /** Until when calls that require a fresh authentication are accepted. ISO 8601, UTC. */
  fresh_until: string;
}

/** The second factors of the signed-in user. */
export interface SecondFactors {
  /** The authenticator app; null without one. */
  totp: {
    /** When the app was confirmed. ISO 8601, UTC. */
    confirmed_at: string;
  } | null;
  /** Number of unused recovery codes. */
  recovery_codes_left: number;
}

/** A passkey of the signed-in user. */
export interface Passkey {
  /** Id of the passkey, a UUID. */
  id: string;
  /** Name by which the user knows the passkey. */
  name: string;
  /** Whether the passkey is copied to other devices of the user, as of its last use. */
  backed_up: boolean;
  /** When the passkey was added. ISO 8601, UTC. */
  created_at: string;
  /** Null before the first use. */
  last_used_at: string | null;
}

/** The passkeys of the signed-in user. */
export interface Passkeys {
  /** The passkeys, oldest first. */
  passkeys: Passkey[];
}

/** A new passkey. */
export interface NewPasskey {
  passkey: Passkey;
  /** Ten recovery codes, shown once, if this is the first second factor of the account; otherwise none. */
  recovery_codes: string[];
}

/** Options of `navigator.credentials.create`, in the JSON of `parseCreationOptionsFromJSON`. */
export interface PasskeyCreationOptions {
  /** Challenge in base64url. It works once. */
  challenge: string;
  /** The platform. */
  rp: {
    /** Domain of the passkey. */
    id: string;
    /** Name of the platform. */
    name: string;
  };
  /** The account. */
  user: {
    /** Handle of the account in base64url. */
    id: string;
    /** User name. */
    name: string;
    /** First and last name; the user name without them. */
    displayName: string;
  };
  /** Accepted algorithms, the best first. */
  pubKeyCredParams: {
    /** Always `public-key`. */
    type: 'public-key';
    /** Number of the algorithm in COSE. */
    alg: number;
  }[];
  /** Time for the user, in milliseconds. */
  timeout: number;
  /** Always `none`: every kind of authenticator is accepted. */
  attestation: 'none';
  /** The passkeys of the account, which are not added again. */
  excludeCredentials: {
    /** Id of the credential in base64url. */
    id: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** How its authenticator is reached. */
    transports: string[];
  }[];
  /** Wishes for the authenticator. */
  authenticatorSelection: {
    /** Always `preferred`: a stored passkey also signs in alone. */
    residentKey: 'preferred';
    /** Whether the authenticator verifies the user. */
    userVerification: 'required' | 'preferred';
  };
}

/** Options of `navigator.credentials.get`, in the JSON of `parseRequestOptionsFromJSON`. */
export interface PasskeyRequestOptions {
  /** Challenge in base64url. It works once. */
  challenge: string;
  /** Domain of the passkey. */
  rpId: string;
  /** Time for the user, in milliseconds. */
  timeout: number;
  /** Whether the authenticator verifies the user. */
  userVerification: 'required' | 'preferred';
  /** The passkeys of the account; empty without one, and for a sign-in without a ticket. */
  allowCredentials: {
    /** Id of the credential in base64url. */
    id: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** How its authenticator is reached. */
    transports: string[];
  }[];
}

/** The secret of an authenticator app. It is shown once. */
export interface TotpEnrolment {
  /** Secret in base32, to be typed into an authenticator app. */
  secret: string;
  /** The same as an `otpauth://` URI, to be shown as a QR code. */
  uri: string;
}

/** Recovery codes. They are shown once. */
export interface RecoveryCodes {
  /** Ten codes, each good for one sign-in. */
  recovery_codes: string[];
}

/**
 * A part of the API that a token may use: `<service>.<feature>:read` or `:write`. `x-scope` of a call names the
 * scope that it needs; `write` does not include `read`.
 */
export type ApiScope =
  | 'booking.absences:read'
  | 'booking.absences:write'
  | 'booking.analytics:read'
  | 'booking.appointmentSeries:write'
  | 'booking.appointmentTypes:read'
  | 'booking.appointmentTypes:write'
  | 'booking.appointments:read'
  | 'booking.appointments:write'
  | 'booking.cabinets:read'
  | 'booking.cabinets:write'
  | 'booking.calendarImports:read'
  | 'booking.calendarImports:write'
  | 'booking.contacts:read'
  | 'booking.contacts:write'
  | 'booking.facilities:read'
  | 'booking.facilities:write'
  | 'booking.holds:write'
  | 'booking.holidays:read'
  | 'booking.holidays:write'
  | 'booking.legalHolds:read'
  | 'booking.legalHolds:write'
  | 'booking.notifications:read'
  | 'booking.notifications:write'
  | 'booking.own:read'
  | 'booking.own:write'
  | 'booking.pages:read'
  | 'booking.pages:write'
  | 'booking.patientAudit:read'
  | 'booking.patientMerges:write'
  | 'booking.patients:read'
  | 'booking.patients:write'
  | 'booking.practitioners:read'
  | 'booking.practitioners:write'
  | 'booking.proposals:read'
  | 'booking.retention:read'
  | 'booking.retention:write'
  | 'booking.slots:read'
  | 'booking.treatments:read'
  | 'booking.treatments:write'
  | 'booking.visits:write'
  | 'booking.waiting:read'
  | 'booking.waiting:write'
  | 'catalog.imports:read'
  | 'catalog.imports:write'
  | 'catalog.products:read'
  | 'catalog.products:write'
  | 'catalog.resources:read'
  | 'catalog.resources:write'
  | 'chat.blocks:read'
  | 'chat.blocks:write'
  | 'chat.conversations:read'
  | 'chat.conversations:write'
  | 'chat.files:write'
  | 'chat.groups:write'
  | 'chat.inviteLinks:read'
  | 'chat.inviteLinks:write'
  | 'chat.messages:read'
  | 'chat.messages:write'
  | 'chat.moderation:read'
  | 'chat.moderation:write'
  | 'chat.pins:read'
  | 'chat.pins:write'
  | 'chat.rooms:read'
  | 'chat.rooms:write'
  | 'chat.savedMessages:read'
  | 'chat.savedMessages:write'
  | 'chat.threads:read'
  | 'chat.threads:write'
  | 'community.comments:read'
  | 'community.comments:write'
  | 'community.feed:read'
  | 'community.followers:read'
  | 'community.following:read'
  | 'community.follows:write'
  | 'community.likes:read'
  | 'community.likes:write'
  | 'community.notices:read'
  | 'community.notices:write'
  | 'community.people:read'
  | 'community.playlistEditors:write'
  | 'community.playlistTracks:write'
  | 'community.playlists:read'
  | 'community.playlists:write'
  | 'community.publications:read'
  | 'identity.accounts:read'
  | 'identity.bans:read'
  | 'identity.bans:write'
  | 'identity.profiles:read'
  | 'identity.tickets:write'
  | 'media.albums:read'
  | 'media.albums:write'
  | 'media.linkPreviews:read'
  | 'media.recentPlays:read'
  | 'media.trackLinks:write'
  | 'media.trackNotices:read'
  | 'media.trackNotices:write'
  | 'media.tracks:read'
  | 'media.tracks:write'
  | 'media.transcodings:read'
  | 'media.transcodings:write'
  | 'media.uploads:read'
  | 'media.uploads:write';

/** An API token without its secret. */
export interface ApiToken {
  /** Id of the token, a UUID. */
  id: string;
  /** Name that the owner gave it. */
  name: string;
  /** The first characters of the token, which are no secret. */
  prefix: string;
  /** What the token may be used for. */
  scopes: ApiScope[];
  /** When the token was made. ISO 8601, UTC. */
  created_at: string;
  /** When the token stops working. ISO 8601, UTC. */
  expires_at: string;
  /** When the token was last used, to a few minutes; null for an unused one. ISO 8601, UTC. */
  last_used_at: string | null;
}

/** A new API token. */
export interface NewApiToken {
  /** Id of the token, a UUID. */
  id: string;
  /** Name that the owner gave it. */
  name: string;
  /** The first characters of the token, which are no secret. */
  prefix: string;
  /** What the token may be used for. */
  scopes: ApiScope[];
  /** When the token was made. ISO 8601, UTC. */
  created_at: string;
  /** When the token stops working. ISO 8601, UTC. */
  expires_at: string;
  /** When the token was last used, to a few minutes; null for an unused one. ISO 8601, UTC. */
  last_used_at: string | null;
  /** The token, to be sent as `Authorization: Bearer <token>`. It is shown once. */
  token: string;
}

/** An account of a program. */
export interface Bot {
  /** Id of the bot, a user id. */
  id: number;
  /** Unique user name. */
  username: string;
  /** Shown name; empty when not set. */
  first_name: string;
  /** When the bot was made. ISO 8601, UTC. */
  created_at: string;
}

/**
 * What happened. `track.*`: to a track of the user, `data` is `{ track_id }`. `product.*`, `resource.*`: to
 * objects of the user, `data` is `{ product_ids }` or `{ resource_ids }`, at most 500. Those in the trash are
 * deleted, restored ones created. `appointment.changed`: in a cabinet of the user, `data` is `{ appointment_id,
 * cabinet_id, change }`.
 */
export type WebhookEvent =
  | 'track.ready'
  | 'track.failed'
  | 'track.deleted'
  | 'product.created'
  | 'product.updated'
  | 'product.deleted'
  | 'resource.created'
  | 'resource.updated'
  | 'resource.deleted'
  | 'appointment.changed';

/** A webhook by Standard Webhooks, without its secret. */
export interface Webhook {
  /** Id of the webhook, a UUID. */
  id: string;
  /** Address to which events are sent. */
  url: string;
  /** The events that are sent. */
  events: WebhookEvent[];
  /** The first failure after the last success. ISO 8601, UTC. */
  failing_since: string | null;
  /** When it was switched off, by its owner or after failures for a day; null for one that is on. ISO 8601, UTC. */
  disabled_at: string | null;
  /** Events of the last seven days that were not kept for it, while 10,000 others waited; null without any. */
  dropped: {
    /** Their number. */
    events: number;
    /** When the first of them happened. ISO 8601, UTC. */
    from: string;
    /** When the last of them happened. ISO 8601, UTC. */
    to: string;
  } | null;
  /** When the webhook was made. ISO 8601, UTC. */
  created_at: string;
}

/** A new webhook. */
export interface NewWebhook {
  /** Id of the webhook, a UUID. */
  id: string;
  /** Address to which events are sent. */
  url: string;
  /** The events that are sent. */
  events: WebhookEvent[];
  /** The first failure after the last success. ISO 8601, UTC. */
  failing_since: string | null;
  /** When it was switched off, by its owner or after failures for a day; null for one that is on. ISO 8601, UTC. */
  disabled_at: string | null;
  /** Events of the last seven days that were not kept for it, while 10,000 others waited; null without any. */
  dropped: {
    /** Their number. */
    events: number;
    /** When the first of them happened. ISO 8601, UTC. */
    from: string;
    /** When the last of them happened. ISO 8601, UTC. */
    to: string;
  } | null;
  /** When the webhook was made. ISO 8601, UTC. */
  created_at: string;
  /** The secret that verifies signatures, `whsec_` and base64. It is shown once. */
  secret: string;
}

/** A new secret of a webhook. */
export interface WebhookSecret {
  /** The secret that verifies signatures, `whsec_` and base64. It is shown once. */
  secret: string;
  /** Until when messages are signed with the earlier secret as well. ISO 8601, UTC. */
  earlier_until: string;
}

/** A message of a webhook, and what became of it. */
export interface WebhookDelivery {
  /** Id of the message, the same in each try: `webhook-id`. */
  id: string;
  /** What happened: an event of the webhook, or `ping`, the test that its owner asked for, with `{ webhook_id }`. */
  event:
    | 'track.ready'
    | 'track.failed'
    | 'track.deleted'
    | 'product.created'
    | 'product.updated'
    | 'product.deleted'
    | 'resource.created'
    | 'resource.updated'
    | 'resource.deleted'
    | 'appointment.changed'
    | 'ping';
  /** `failed`: after the last try. `dropped`: the user may not read the object any more. */
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  /** Number of tries. */
  tries: number;
  /** HTTP status of the last try; null without a response. */
  status: number | null;
  /**
   * Why the last try had no response; null with one. `refused_address`: the host has an address that is not of the
   * internet.
   */
  fault: 'refused_address' | 'unreachable' | null;
  /** When it is tried again; null if it is not. ISO 8601, UTC. */
  next_try_at: string | null;
  /** When the event happened. ISO 8601, UTC. */
  created_at: string;
}

/** The pushes of a user. */
export interface Push {
  /** Public key of the platform (VAPID), base64url: the `applicationServerKey`. */
  public_key: string;
  preferences: PushPreferences;
  /** The subscribed browsers, newest first. */
  subscriptions: PushSubscription[];
}

/** Of what the browsers of a user are notified. The default is everything. */
export interface PushPreferences {
  /** Whether the browsers of the user are notified of messages of rooms that mention the user. */
  mentions: boolean;
  /** Whether the browsers of the user are notified of direct messages. */
  direct_messages: boolean;
  /** Whether the browsers of the user are notified of booked and changed appointments. */
  bookings: boolean;
}

/** A browser that receives pushes. Its secret address is not returned. */
export interface PushSubscription {
  /** Id of the subscription, a UUID. */
  id: string;
  /** Host of the push service of the browser. */
  host: string;
  /** The session of the browser, with which the subscription ends. */
  session_id: string;
  /** When the browser subscribed. ISO 8601, UTC. */
  created_at: string;
}

/** A ban of an account from the platform. */
export interface AccountBan {
  /** Id of the ban. */
  id: number;
  /** Id of the banned user. */
  user_id: number;
  /** Id of the moderator who imposed the ban. */
  moderator_id: number;
  /** Duration of the ban. */
  duration: 'permanent' | '1h' | '24h' | '7d';
  /** Reason given by the moderator; may be empty. */
  reason: string;
  /** When the ban was imposed. ISO 8601, UTC. */
  created_at: string;
  /** When the ban ends; null for a permanent ban. ISO 8601, UTC. */
  until: string | null;
  /** When the ban was lifted; null when it was not. ISO 8601, UTC. */
  lifted_at: string | null;
  /** Id of the moderator who lifted the ban, or null. */
  lifted_by: number | null;
}

/** A user that a search found. */
export interface FoundUser {
  /** Id of the user. */
  id: number;
  /** Unique user name. */
  username: string;
  /** First name; empty when not set. */
  first_name: string;
  /** Last name; empty when not set. */
  last_name: string;
  /** URL of the avatar image, or null. */
  avatar: string | null;
  /** Only of a bot, the account of a program. */
  bot?: true;
}

/** A page of users that a search found. */
export interface FoundUsers {
  /** The users, by user name. */
  users: FoundUser[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A user with a role on the platform. */
export interface StaffMember {
  /** Id of the user. */
  user_id: number;
  /** Unique user name. */
  username: string;
  /** Role of the user on the platform. */
  role: 'user' | 'moderator' | 'admin';
}

/** A change of a role on the platform. */
export interface RoleChange {
  /** Id of the change. */
  id: number;
  /** Id of the user whose role changed. */
  user_id: number;
  /** Id of the administrator who changed the role; 0 is the operator of the platform. */
  changed_by: number;
  /** Role before the change. */
  from: 'user' | 'moderator' | 'admin';
  /** Role after the change. */
  to: 'user' | 'moderator' | 'admin';
  /** When the role changed. ISO 8601, UTC. */
  at: string;
}

/** A product for sale. */
export interface Product {
  /** Id of the product. */
  id: number;
  /** The key of the owner for the product (SKU), or null. */
  sku: string | null;
  /** Name of the product, the same as `name`. */
  nom: string;
  /** Name of the product. */
  name: string;
  /** Description; may be empty. */
  description: string;
  /** Price, the same as `price`. */
  prix: number;
  /** Price in units of `currency`, with at most two decimal places. */
  price: number;
  /**
   * Currency of the price, ISO 4217. Filters, sort orders and facets use this price, unless the request has
   * another `currency`.
   */
  currency: string;
  /** Prices in further currencies, by their ISO 4217 code. */
  prices: Record<string, number>;
  /** Number of items in stock. */
  stock: number;
  /** Category, or null. */
  category: string | null;
  /** Pictures in their order; the first one stands for the product. */
  pictures: {
    /** Id of the picture. */
    id: string;
    /** What it shows; may be empty. */
    alt: string;
    urls: Picture;
  }[];
  /** Id of the user who sells the product. */
  owner_id: number;
  /** User name of the owner. */
  owner_username: string;
  /** When the product was created. ISO 8601, UTC. */
  created_at: string;
  /** When the product or one of its files last changed. ISO 8601, UTC. */
  updated_at: string;
  /** Files of the product; absent in lists. */
  files?: ProductFile[];
}

/** A file of a product. */
export interface ProductFile {
  /** Id of the file. */
  id: number;
  /** File name of the upload. */
  filename: string;
  /** Media type, detected from the content. */
  file_type: string;
  /** Size in bytes. */
  file_size: number;
  /** When the file was uploaded. ISO 8601, UTC. */
  uploaded_at: string;
}

/** A page of products. */
export interface ProductPage {
  /** The products of the page. */
  products: Product[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
  /** Words of the search that were left out, because nothing matches all of them. */
  without?: string[];
  /** The search in a spelling that is known, when a word of it is not. */
  did_you_mean?: string;
  /** With `facets`: counts over all products that match the filters, those of the facet itself excepted. */
  facets?: {
    /** The 50 most frequent categories; empty when they are not requested. */
    category: {
      /** The category. */
      value: string;
      /** Number of products in it. */
      count: number;
    }[];
    /** Ranges of prices with products, from the lowest on. */
    price?: {
      /** Lowest price of the range. */
      from: number;
      /** First price above the range; null for the last one. */
      to: number | null;
      /** Number of products in it. */
      count: number;
    }[];
    /** The 50 owners with most products. */
    owner?: {
      /** Id of the owner. */
      value: number;
      /** User name of the owner. */
      username: string;
      /** Number of their products. */
      count: number;
    }[];
    /** Products in stock, and products that are sold out. */
    in_stock?: {
      /** Whether the products are in stock. */
      value: boolean;
      /** Number of these products. */
      count: number;
    }[];
    /** Whether the counts are those of a sample, multiplied. */
    is_estimate: boolean;
  };
}

/** Completions of a search. */
export interface ProductSuggestions {
  /** At most ten, names first. */
  suggestions: {
    /** Text to search for. */
    text: string;
    /** `product`: the name of a product. `word`: a completion of the last word. */
    kind: 'product' | 'word';
  }[];
}

/** A page of deleted products. */
export interface ProductTrash {
  /** The products of the page. */
  products: {
    /** Id of the product. */
    id: number;
    /** Name of the product, the same as `name`. */
    nom: string;
    /** Name of the product. */
    name: string;
    /** Price, the same as `price`. */
    prix: number;
    /** Price in units of `currency`. */
    price: number;
    /** Currency of the price, ISO 4217. */
    currency: string;
    /** Id of the user who deleted the product; null after the erasure of the account. */
    deleted_by: number | null;
    /** When the product was deleted. ISO 8601, UTC. */
    deleted_at: string;
    /** When the product is deleted permanently, with its files. ISO 8601, UTC. */
    expires_at: string;
  }[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** An import of products from a file. */
export interface ProductImport {
  /** Id of the import. */
  id: number;
  /** File name of the upload. */
  filename: string;
  /** Whether the rows are checked only. */
  dry_run: boolean;
  /** `failed`: the file as a whole cannot be read, and nothing was changed. */
  status: 'pending' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Why the file as a whole could not be read, or null. */
  error: string | null;
  /** Rows of the file; null until it was read once. */
  rows_total: number | null;
  /** Rows that were imported or checked so far. */
  rows_done: number;
  /** Rows that created a product. */
  created: number;
  /** Rows that changed a product. */
  updated: number;
  /** Rows whose product is the same already. */
  unchanged: number;
  /** Rows with a fault; they change nothing. */
  failed: number;
  /** The first 100 faults; a row may have several. */
  faults: {
    /** Number of the row as a spreadsheet shows it, or of the line in JSON lines. */
    row: number;
    /** Name of the field, or `row`. */
    field: string;
    /** Heading of the column, as the file has it; absent for a fault of the whole row. */
    column?: string;
    /** What is wrong, in the language of the request. */
    message: string;
    /** The same as a whole sentence, with row and column. */
    sentence: string;
  }[];
  /** When the file was uploaded. ISO 8601, UTC. */
  created_at: string;
  /** When the import ended; null before. ISO 8601, UTC. */
  finished_at: string | null;
}

/** A page of imports. */
export interface ProductImportPage {
  /** The imports of the page. */
  imports: ProductImport[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A page of the history of a product. */
export interface ProductHistory {
  /** The changes of the page, newest first. */
  changes: {
    /** Id of the change. */
    id: number;
    /** When the change was made. ISO 8601, UTC. */
    at: string;
    /** Id of the user who made the change; null after the erasure of the account. */
    user_id: number | null;
    /** User name of that user. */
    username: string;
    /** The kind of change. The creation is not listed: the product itself has its time and its owner. */
    action:
      | 'update'
      | 'stock'
      | 'add_file'
      | 'remove_file'
      | 'add_picture'
      | 'arrange_pictures'
      | 'remove_picture'
      | 'delete'
      | 'restore';
    /** The difference. */
    changes: {
      /** Name of the field, `file` for a file. */
      field: string;
      /** Value before the change; a price is a decimal text. */
      from: string | number | null;
      /** Value after the change. */
      to: string | number | null;
    }[];
  }[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A shared file. */
export interface Resource {
  /** Id of the resource. */
  id: number;
  /** Title. */
  title: string;
  /** Description; may be empty. */
  description: string;
  /** File name of the upload. */
  filename: string;
  /** Media type, detected from the content. */
  file_type: string;
  /** Size in bytes. */
  file_size: number;
  /** Kind of resource. */
  category: 'sample' | 'preset' | 'template' | 'document' | 'other';
  /** Tags, at most 20. */
  tags: string[];
  /** Number of downloads. */
  downloads: number;
  /** Mean of all ratings, 1 to 5, to two decimal places; 0 without ratings. */
  rating: number;
  /** Number of ratings. */
  ratings_count: number;
  /** Rating by the caller, 1 to 5; absent in lists and without one. */
  my_rating?: number;
  /** Whether everyone can see and download the resource. */
  is_public: boolean;
  /** Id of the user who uploaded the resource. */
  uploader_id: number;
  /** User name of the uploader. */
  uploader_username: string;
  /** When the resource was uploaded. ISO 8601, UTC. */
  created_at: string;
}

/** A page of resources. */
export interface ResourcePage {
  /** The resources of the page. */
  resources: Resource[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
  /** Words of the search that were left out, because nothing matches all of them. */
  without?: string[];
  /** The search in a spelling that is known, when a word of it is not. */
  did_you_mean?: string;
}

/** A page of deleted resources. */
export interface ResourceTrash {
  /** The resources of the page. */
  resources: {
    /** Id of the resource. */
    id: number;
    /** Title. */
    title: string;
    /** File name of the upload. */
    filename: string;
    /** Size in bytes. */
    file_size: number;
    /** Id of the user who deleted the resource; null after the erasure of the account. */
    deleted_by: number | null;
    /** When the resource was deleted. ISO 8601, UTC. */
    deleted_at: string;
    /** When the resource is deleted permanently, with its file. ISO 8601, UTC. */
    expires_at: string;
  }[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A page of the history of a resource. */
export interface ResourceHistory {
  /** The changes of the page, newest first. */
  changes: {
    /** Id of the change. */
    id: number;
    /** When the change was made. ISO 8601, UTC. */
    at: string;
    /** Id of the user who made the change; null after the erasure of the account. */
    user_id: number | null;
    /** User name of that user. */
    username: string;
    /** The kind of change. The upload is not listed: the resource itself has its time and its uploader. */
    action: 'update' | 'delete' | 'restore';
    /** The difference. */
    changes: {
      /** Name of the field. */
      field: string;
      /** Value before the change; tags are text, separated by commas. */
      from: string | boolean;
      /** Value after the change. */
      to: string | boolean;
    }[];
  }[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** An audio track. */
export interface Track {
  /** Id of the track. */
  id: number;
  /** Title. */
  title: string;
  /** Artist. */
  artist: string;
  /** Album; absent when not set. */
  album?: string;
  /** Genre; absent when not set. */
  genre?: string;
  /** Position on the album; absent when not known. */
  track_number?: number;
  /** Year of publication; absent when not known. */
  year?: number;
  /** File name of the upload. */
  filename: string;
  /** Duration in seconds; 0 until the audio is decoded. */
  duration_seconds: number;
  /** Tags, at most 20. */
  tags: string[];
  /** Whether everyone can see and play the track. */
  is_public: boolean;
  /** Whether everyone who can play the track can download the uploaded file. */
  downloadable: boolean;
  /** What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0. */
  license: 'all-rights-reserved' | 'cc-by' | 'cc-by-sa' | 'cc-by-nd' | 'cc-by-nc' | 'cc-by-nc-sa' | 'cc-by-nc-nd' | 'cc0';
  /** Text of the licence; absent where all rights are reserved. */
  license_url?: string;
  /** Id of the user who uploaded the track. */
  uploader_id: number;
  /** User name of the uploader. */
  uploader_username: string;
  /** Number of counted plays. */
  play_count: number;
  /** When the track was uploaded. ISO 8601, UTC. */
  created_at: string;
  /** State of the transcoding. */
  status: 'processing' | 'ready' | 'failed';
  /** Progress of the transcoding in percent, 0 to 100. */
  progress: number;
  /** Signed URL of the waveform; absent until the track is ready. */
  waveform_url?: string;
  /** Signed URL of the cover, at most 600 pixels long; absent without a cover. */
  cover_url?: string;
  cover_urls?: Picture;
  /** Integrated loudness in LUFS (EBU R128); absent for silence. */
  loudness_lufs?: number;
  /** True peak in dBTP. */
  true_peak_dbtp?: number;
  /**
   * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
   * `INTERNAL`: a server error; a retry may succeed.
   */
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
  /** Why the transcoding failed, as a sentence for the uploader. */
  error_message?: string;
  /** Another sound that is to replace the present one, or failed to. Only its uploader and administrators see it. */
  replacement?: {
    /** File name of the upload. */
    filename: string;
    /** State of the transcoding. */
    status: 'processing' | 'ready' | 'failed';
    /** Progress of the transcoding in percent, 0 to 100. */
    progress: number;
    /**
     * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
     * `INTERNAL`: a server error; a retry may succeed.
     */
    error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
    /** Why the transcoding failed, as a sentence for the uploader. */
    error_message?: string;
  };
}

/** A new track with the URL of its progress. */
export interface UploadedTrack {
  /** Id of the track. */
  id: number;
  /** Title. */
  title: string;
  /** Artist. */
  artist: string;
  /** Album; absent when not set. */
  album?: string;
  /** Genre; absent when not set. */
  genre?: string;
  /** Position on the album; absent when not known. */
  track_number?: number;
  /** Year of publication; absent when not known. */
  year?: number;
  /** File name of the upload. */
  filename: string;
  /** Duration in seconds; 0 until the audio is decoded. */
  duration_seconds: number;
  /** Tags, at most 20. */
  tags: string[];
  /** Whether everyone can see and play the track. */
  is_public: boolean;
  /** Whether everyone who can play the track can download the uploaded file. */
  downloadable: boolean;
  /** What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0. */
  license: 'all-rights-reserved' | 'cc-by' | 'cc-by-sa' | 'cc-by-nd' | 'cc-by-nc' | 'cc-by-nc-sa' | 'cc-by-nc-nd' | 'cc0';
  /** Text of the licence; absent where all rights are reserved. */
  license_url?: string;
  /** Id of the user who uploaded the track. */
  uploader_id: number;
  /** User name of the uploader. */
  uploader_username: string;
  /** Number of counted plays. */
  play_count: number;
  /** When the track was uploaded. ISO 8601, UTC. */
  created_at: string;
  /** State of the transcoding. */
  status: 'processing' | 'ready' | 'failed';
  /** Progress of the transcoding in percent, 0 to 100. */
  progress: number;
  /** Signed URL of the waveform; absent until the track is ready. */
  waveform_url?: string;
  /** Signed URL of the cover, at most 600 pixels long; absent without a cover. */
  cover_url?: string;
  cover_urls?: Picture;
  /** Integrated loudness in LUFS (EBU R128); absent for silence. */
  loudness_lufs?: number;
  /** True peak in dBTP. */
  true_peak_dbtp?: number;
  /**
   * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
   * `INTERNAL`: a server error; a retry may succeed.
   */
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
  /** Why the transcoding failed, as a sentence for the uploader. */
  error_message?: string;
  /** Another sound that is to replace the present one, or failed to. Only its uploader and administrators see it. */
  replacement?: {
    /** File name of the upload. */
    filename: string;
    /** State of the transcoding. */
    status: 'processing' | 'ready' | 'failed';
    /** Progress of the transcoding in percent, 0 to 100. */
    progress: number;
    /**
     * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
     * `INTERNAL`: a server error; a retry may succeed.
     */
    error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
    /** Why the transcoding failed, as a sentence for the uploader. */
    error_message?: string;
  };
  /** Signed URL of the transcoding progress as Server-Sent Events. */
  events_url: string;
}

/** The new tracks of an album, and the files that were refused. */
export interface UploadedAlbum {
  /** A track for each file that was stored, in the order of the files. */
  tracks: UploadedTrack[];
  /** The files that are no tracks, in their order. */
  refused: {
    /** Position of the file in the form, from 1. */
    position: number;
    /** Name of the file. */
    filename: string;
    code: ErrorCode;
    /** Why the file was refused. */
    message: string;
  }[];
}

/** A page of tracks. */
export interface TrackPage {
  /** The tracks of the page. */
  tracks: Track[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate?: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** Signed playback URLs of a track. They need no token. */
export interface TrackStream {
  /** URL of the audio for progressive playback; supports Range. */
  url: string;
  /**
   * WebSocket URL that sends the audio in chunks on request. After a `seek` the stream begins anew at that second,
   * with its own header.
   */
  websocket_url: string;
  /** URL of the HLS master playlist. */
  hls_url: string;
  /**
   * When all three URLs expire: at least the duration of the track plus 6 hours from now. They stay the same for
   * an hour. ISO 8601, UTC.
   */
  expires_at: string;
}

/** The uploaded file of a track, byte for byte. */
export interface TrackDownload {
  /** Signed URL of the file; needs no token, supports Range. */
  url: string;
  /** Name under which the file is saved, made of artist and title. */
  filename: string;
  /** Size in bytes. */
  file_size: number;
  /** Media type, detected from the content. */
  file_type: string;
  /** SHA-256 of the bytes, in hex. */
  sha256: string;
  /** When the URL expires. ISO 8601, UTC. */
  expires_at: string;
}

/** The plays of a track by day. */
export interface TrackPlays {
  /** Every day of the range, the last one last. */
  days: {
    /** Day of UTC, `YYYY-MM-DD`. */
    day: string;
    /** Counted plays of the day. */
    plays: number;
  }[];
  /** Plays of the range. */
  total: number;
}

/** One event of the transcoding progress. The last one has the type `ready` or `failed`. */
export interface TrackProgress {
  /** State of the transcoding. */
  type: 'processing' | 'ready' | 'failed';
  /** Id of the track. */
  track_id: number;
  /** State of the transcoding. */
  status: 'processing' | 'ready' | 'failed';
  /** Progress of the transcoding in percent, 0 to 100. */
  progress: number;
  /**
   * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
   * `INTERNAL`: a server error; a retry may succeed.
   */
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
  /** Why the transcoding failed, as a sentence for the uploader. */
  error_message?: string;
}

/** An album. */
export interface Album {
  /** Id of the album. */
  id: number;
  /** The artist, who uploaded its tracks. */
  owner: FoundUser;
  /** Title. */
  title: string;
  /** Words about the album; may be empty. */
  description: string;
  /** How the artist names it. */
  kind: 'album' | 'ep' | 'single';
  /** Day of the release, `YYYY-MM-DD`; absent when not set. */
  release_date?: string;
  /** Whether everyone can see the album. */
  is_public: boolean;
  /** Number of its tracks that the caller may hear. */
  track_count: number;
  /** Length of these tracks in seconds. */
  duration_seconds: number;
  /** Signed URLs of the own cover, else of that of the first track that has one; absent without a cover. */
  cover_urls?: Picture;
  /** Whether the cover was given to the album itself. */
  has_own_cover: boolean;
  /** When it was created. ISO 8601, UTC. */
  created_at: string;
  /** When its facts, its cover or its order were last changed. ISO 8601, UTC. */
  updated_at: string;
}

/** A page of albums. */
export interface AlbumPage {
  /** The albums, latest first. */
  albums: Album[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** An album with its tracks. */
export interface OpenAlbum {
  album: Album;
  /** The tracks in their order, without those that the caller may not hear. */
  tracks: Track[];
}

/** A resumable upload. */
export interface Upload {
  /** Id of the upload. */
  id: string;
  /** Bytes that are stored: the next piece begins here. */
  offset: number;
  /** Bytes of the whole file. */
  length: number;
  /** File name of the upload. */
  filename: string;
  /** When an unfinished upload is deleted: 24 hours after its last piece. ISO 8601, UTC. */
  expires_at: string;
  /** Id of the track that was created from the finished upload; absent before. */
  track_id?: number;
}

/** Signed playback URL of what has arrived of an upload. It needs no token. */
export interface UploadPreview {
  /** URL of the HLS master playlist. It grows with the upload. */
  hls_url: string;
  /** When the URL expires; another call gives a new one. ISO 8601, UTC. */
  expires_at: string;
}

/** Peaks in the JSON format of audiowaveform, version 2, as peaks.js and wavesurfer.js read it. */
export interface Waveform {
  /** Version of the format, always 2. */
  version: 2;
  /** Number of channels in `data`. */
  channels: number;
  /** Sample rate of the audio in Hz. */
  sample_rate: number;
  /** Number of audio samples per pair of peaks. */
  samples_per_pixel: number;
  /** Resolution of the peaks in bits. */
  bits: 8 | 16;
  /** Number of pairs of peaks. */
  length: number;
  /** Minimum and maximum of each pixel, alternating. */
  data: number[];
}

/** A notification about a track of the caller. */
export interface TrackNotification {
  /** Id of the notification. */
  id: number;
  /** What became of the upload. */
  type: 'track_ready' | 'track_failed';
  /** One line, in the language of the account. */
  title: string;
  /** A sentence or two; of a failure with what to do. */
  message: string;
  /** Id of the track. */
  track_id: number;
  /**
   * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
   * `INTERNAL`: a server error; a retry may succeed.
   */
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
  /** Whether the caller has read it. */
  read: boolean;
  /** When the track became ready or failed. ISO 8601, UTC. */
  created_at: string;
}

/** A page of notifications about tracks. */
export interface TrackNotificationPage {
  /** The notifications of the page. */
  notifications: TrackNotification[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A transcoding that has not succeeded. */
export interface QueuedTranscoding {
  /** Id of the track. */
  track_id: number;
  /** Id of the uploader. */
  user_id: number;
  /** `waiting`: no worker has begun it. `running`: a worker has begun it, and continues it after an interruption. */
  state: 'waiting' | 'running' | 'failed';
  /** Seconds since it waits, since its last progress, or since it failed. */
  age_seconds: number;
  /** Percent, 0 to 100. */
  progress: number;
  /** 1, and one more for each retry. */
  attempt: number;
  /** Number of workers that began this attempt. */
  starts: number;
  /** Code of the failure, or null. */
  error: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL' | null;
}

/** A page of transcodings. */
export interface TranscodingPage {
  /** The transcodings of the page. */
  transcodings: QueuedTranscoding[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** The state of the queue of transcodings. */
export interface TranscodingQueue {
  /** Whether workers begin no transcoding. */
  paused: boolean;
  /** Since when the queue is paused; null when it is not. ISO 8601, UTC. */
  paused_at: string | null;
  /** Number of transcodings that wait. */
  waiting: number;
  /** Number of transcodings that a worker has begun. */
  running: number;
  /** Number of transcodings that have failed. */
  failed: number;
  /** Number of users with transcodings that wait. */
  users: number;
  /** Age of the oldest transcoding that waits, in seconds; 0 when none waits. */
  oldest_seconds: number;
  /** Failed transcodings by code, most first. */
  failures: {
    /**
     * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
     * `INTERNAL`: a server error; a retry may succeed.
     */
    error: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
    /** Number of failed transcodings. */
    count: number;
  }[];
}

/** A change of the queue of transcodings by an administrator. */
export interface TranscodingQueueChange {
  /** Id of the change. */
  id: number;
  /** What was done. */
  action: 'pause' | 'resume' | 'retry' | 'retry_failed' | 'cancel';
  /** Id of the administrator. */
  changed_by: number;
  /** Id of the track, for `retry` and `cancel`; else null. */
  track_id: number | null;
  /** For `retry_failed`: the code; null for all codes and for other actions. */
  error: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL' | null;
  /** For `retry_failed`: how many transcodings were started again; else null. */
  count: number | null;
  /** When it was done. ISO 8601, UTC. */
  at: string;
}

/** A page of changes of the queue. */
export interface TranscodingQueueChangePage {
  /** The changes of the page. */
  changes: TranscodingQueueChange[];
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000. */
  total_is_estimate: boolean;
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** The public page of a person. */
export interface PublicPerson {
  /** Id of the user. */
  id: number;
  /** Unique user name. */
  username: string;
  /** First name; empty when not set. */
  first_name: string;
  /** Last name; empty when not set. */
  last_name: string;
  /** URL of the avatar image, or null. */
  avatar: string | null;
  /** Short text about the user; empty when not set. */
  bio: string;
  /** When the account was created. ISO 8601, UTC. */
  created_at: string;
  /** https addresses of the user elsewhere, on the own page. */
  links: string[];
  /** The uploaded picture, or null. Its middle size is the `avatar` too. */
  picture: Picture | null;
  /** The uploaded wide picture of the page, or null. */
  banner: Picture | null;
  /** Number of people that follow this one. */
  followers: number;
  /** Number of people that this one follows. */
  following: number;
  /** Whether the caller follows this person; false without a token. */
  followed_by_me: boolean;
}

/** A page of people. */
export interface PeoplePage {
  /** The people, latest relation first. */
  people: FoundUser[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** The likes of a track. */
export interface TrackLikes {
  /** Number of people that like the track. */
  likes: number;
  /** Whether the caller likes the track; false without a token. */
  liked_by_me: boolean;
}

/** A page of tracks that the caller likes. */
export interface LikedTracks {
  /** The tracks, latest like first. */
  tracks: Track[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** Something that a person has published: the field named by `kind` has it. */
export interface Publication {
  /** What was published. */
  kind: 'track' | 'album' | 'product' | 'resource';
  /** When everybody could see it for the first time (ISO 8601). A thing that was private meanwhile keeps its time. */
  published_at: string;
  person: FoundUser;
  track?: Track;
  album?: Album;
  product?: Product;
  resource?: Resource;
}

/** A page of things that people have published. */
export interface PublicationPage {
  /** The things, latest first. */
  items: Publication[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** The tracks that the caller played last. */
export interface RecentPlays {
  /** The tracks, the last played first. */
  plays: {
    track: Track;
    /** Time of the last counted play (ISO 8601). */
    played_at: string;
    /** Where the caller stopped, on any device; absent near the beginning and the end. */
    position_seconds?: number;
    /** When the caller was there (ISO 8601). */
    position_at?: string;
  }[];
}

/** What a page elsewhere says of itself. */
export interface LinkPreview {
  /** Name of the site, or its host. */
  site: string;
  /** Title of the page, at most 150 characters. */
  title: string;
  /** What the page says of itself, at most 300 characters; can be empty. */
  description: string;
  /** Its picture, re-encoded here; null without one. */
  picture: Picture | null;
}

/** A comment on a track, or a reply to one. */
export interface Comment {
  /** Id of the comment. */
  id: number;
  /** Id of the track. */
  track_id: number;
  /** Second of the track; null for the whole track, and for replies. */
  second: number | null;
  /** The author; null for a place: a removed comment, or one that the caller does not see, with replies. */
  author: FoundUser | null;
  /** The text; null for a place. */
  text: string | null;
  /** When it was written. ISO 8601, UTC. */
  created_at: string;
  /** When the text was last changed; null if never. ISO 8601, UTC. */
  edited_at: string | null;
  /** Number of replies that the caller sees; 0 for a reply. */
  replies: number;
}

/** A page of comments on a track. */
export interface CommentPage {
  /** The comments. */
  comments: Comment[];
  /** Number of comments and replies of the track that the caller sees. */
  total: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** Comments for the waveform of a track. */
export interface CommentMarks {
  /** The comments, in the order of the track. */
  marks: Comment[];
}

/** A page of replies to a comment. */
export interface ReplyPage {
  /** The replies, earliest first. */
  replies: Comment[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** Something that the caller should know. */
export interface Notice {
  /** Id of the notice. A later one is higher. */
  id: number;
  /**
   * `mention`: a message of a room mentions the person. `direct_message`: messages that came while no connection
   * was open. `follow`: a new follower. `comment`: on an own track. `reply`: to an own comment. `playlist`: the
   * person may edit a playlist of another one. `track_ready`, `track_failed`: the end of an upload. `appointment`:
   * one was booked or has changed. `profile_reset`: a moderator has taken a part of the own page away.
   */
  kind:
    | 'mention'
    | 'direct_message'
    | 'follow'
    | 'comment'
    | 'reply'
    | 'playlist'
    | 'track_ready'
    | 'track_failed'
    | 'appointment'
    | 'profile_reset';
  /** Whose act it was; null for the platform. */
  actor: FoundUser | null;
  /** What it is about. */
  thing: {
    /** What the notice is about. */
    kind: 'room' | 'person' | 'track' | 'playlist' | 'appointment';
    /** Id of the thing: of a person, a track or a playlist a number, of a room its name, of an appointment a UUID. */
    id: string;
    /** Name of the thing at that time; null for people and appointments. */
    title: string | null;
  };
  /** Id of the message, of the comment, or of the cabinet of the appointment; else null. */
  part_id: string | null;
  /** The error of a failed track, the change of an appointment, or the part of a page; else null. */
  detail: string | null;
  /** Whether the caller has read it, on any device. */
  read: boolean;
  /** When it happened. ISO 8601, UTC. */
  created_at: string;
}

/** A page of notices. */
export interface NoticePage {
  /** The notices of the page. */
  notices: Notice[];
  /** Number of unread notices, counted up to 100. */
  unread: number;
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** Where a user is noticed of what. The default is the list and pushes of everything, and no mail. */
export interface NoticeLevels {
  /** Messages of rooms that mention the user. */
  mention: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Direct messages. */
  direct_message: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** New followers. */
  follow: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Comments on own tracks. */
  comment: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Replies to own comments. */
  reply: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Playlists of others that the user may edit. */
  playlist: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Tracks that became ready. */
  track_ready: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Tracks that failed. */
  track_failed: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Appointments that were booked or have changed. */
  appointment: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Parts of the own page that a moderator has taken away. */
  profile_reset: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
}

/** A playlist. */
export interface Playlist {
  /** Id of the playlist. */
  id: number;
  /** The owner. */
  owner: FoundUser;
  /** Title. */
  title: string;
  /** Words about the playlist; may be empty. */
  description: string;
  /** `private`: owner and editors. `link`: also all that have the link. `public`: everyone. */
  visibility: 'private' | 'link' | 'public';
  /** Number of entries, also of tracks that the caller does not see. */
  track_count: number;
  /** When it was created. ISO 8601, UTC. */
  created_at: string;
  /** When its facts or tracks were last changed. ISO 8601, UTC. */
  updated_at: string;
}

/** A page of playlists of a person. */
export interface PlaylistPage {
  /** The playlists, latest first. */
  playlists: Playlist[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A page of the playlists that the caller owns or edits. */
export interface OwnPlaylistPage {
  /** The playlists, latest first. */
  playlists: {
    /** Id of the playlist. */
    id: number;
    /** The owner. */
    owner: FoundUser;
    /** Title. */
    title: string;
    /** Words about the playlist; may be empty. */
    description: string;
    /** `private`: owner and editors. `link`: also all that have the link. `public`: everyone. */
    visibility: 'private' | 'link' | 'public';
    /** Number of entries, also of tracks that the caller does not see. */
    track_count: number;
    /** When it was created. ISO 8601, UTC. */
    created_at: string;
    /** When its facts or tracks were last changed. ISO 8601, UTC. */
    updated_at: string;
    /** Whether it has the track of the query; false without one. */
    has_track: boolean;
  }[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** A playlist with a page of its tracks. */
export interface OpenPlaylist {
  /** The playlist. */
  playlist: {
    /** Id of the playlist. */
    id: number;
    /** The owner. */
    owner: FoundUser;
    /** Title. */
    title: string;
    /** Words about the playlist; may be empty. */
    description: string;
    /** `private`: owner and editors. `link`: also all that have the link. `public`: everyone. */
    visibility: 'private' | 'link' | 'public';
    /** Number of entries, also of tracks that the caller does not see. */
    track_count: number;
    /** When it was created. ISO 8601, UTC. */
    created_at: string;
    /** When its facts or tracks were last changed. ISO 8601, UTC. */
    updated_at: string;
    /** Whether the caller adds, moves and removes tracks. */
    may_edit: boolean;
    /** The editors; empty for others than them and the owner. */
    editors: FoundUser[];
  };
  /** The tracks in their order, without those that the caller does not see. */
  tracks: Track[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** The code of the link to a private track. The page of the web client is `/app/tracks/<id>#<code>`. */
export interface TrackLink {
  /** Code of the link, 22 characters. */
  code: string;
}

/** The track of a link. */
export interface SharedTrack {
  /** The track. */
  track: Track;
  /** Its playback URLs. */
  stream: {
    /** URL of the audio for progressive playback; supports Range. */
    url: string;
    /** URL of the HLS master playlist. */
    hls_url: string;
    /**
     * When all three URLs expire: at least the duration of the track plus 6 hours from now. They stay the same for
     * an hour. ISO 8601, UTC.
     */
    expires_at: string;
  };
}

/** The code of the link to a playlist. The page of the web client is `/app/playlists/<id>#<code>`. */
export interface PlaylistLink {
  /** Code of the link, 22 characters. */
  code: string;
}

/** A chat message. */
export interface Message {
  /** Id of the message. */
  id: number;
  /** Text of the message; empty when deleted. */
  content: string;
  /** Id of the author. */
  user_id: number;
  /** Id of the author, the same as `user_id`. */
  from_user: number;
  /** User name of the author. */
  username: string;
  /** Only of a bot, the account of a program. */
  bot?: true;
  /** URL of the avatar image, or null. */
  avatar: string | null;
  /** Id of the room. */
  room_id: string;
  /** Id of the recipient of a direct message. */
  recipient_id?: number;
  /** `text`, `image`, `audio`, `voice` or `file`. */
  message_type: string;
  /** Id of the message that this one replies to, or null. */
  reply_to: number | null;
  /** User names mentioned in the text. */
  mentions: string[];
  /** Files of the message. */
  attachments: {
    /** Signed download URL, valid for 15 minutes. */
    url: string;
    /** File name of the upload. */
    filename: string;
    /** Media type, detected from the content. */
    mime_type: string;
    /** Size in bytes. */
    size: number;
    /** Only of a recorded voice message: what the server measured in it. */
    voice?: {
      /** Length in milliseconds. */
      milliseconds: number;
      /** Waveform: the largest level of each equal part, 0 to 100. */
      peaks: number[];
    };
  }[];
  /** URL of the media of an image, audio or voice message. */
  media_url?: string;
  /** Media type of `media_url`. */
  media_type?: string;
  /** Duration of an audio or voice message in seconds. */
  duration?: number;
  /** When the message was sent. ISO 8601, UTC. */
  created_at: string;
  /** The same as `created_at`. ISO 8601, UTC. */
  timestamp: string;
  /** Whether the message was edited. */
  is_edited: boolean;
  /** Whether the message was deleted. */
  is_deleted: boolean;
  /** Position of the message in the log of its room. */
  seq: number;
  /** Reactions, one entry per emoji. */
  reactions: {
    /** The emoji. */
    emoji: string;
    /** Number of users who reacted with it. */
    count: number;
    /** Whether the caller is one of them. */
    me: boolean;
  }[];
}

/** A chat room. */
export interface Room {
  /** Id of the room. */
  id: string;
  /** Name of the room. */
  name: string;
  /** Description, or null. */
  description: string | null;
  /** Id of the user who created the room; 0 is the platform. */
  created_by: number;
  /** When the room was created. ISO 8601, UTC. */
  created_at: string;
  /** Whether only invited members can see and join the room. */
  is_private: boolean;
  /** Number of members. */
  member_count: number;
  /** Maximum number of members; null for no limit. */
  member_limit: number | null;
  /** Minimum seconds between two messages of one user; 0 for no limit. */
  slow_mode: number;
  /** The latest message, or null. */
  last_message: Message | null;
  /** Whether the caller is a member. */
  is_member: boolean;
  /** Role of the caller: `owner`, `moderator`, `member`, `reader`; null for non-members. */
  role: string | null;
  /** Whether it is a group: a private room of a few people, without an owner. */
  is_group: boolean;
  /** People of a group, for its members; empty for other rooms. */
  people: {
    /** Id of the user. */
    user_id: number;
    /** User name. */
    username: string;
  }[];
  /** Role of those who join: `member` or `reader`, who does not write. */
  default_role: string;
  /** The mute of the caller in this room, or null. */
  mute: {
    /** When it ends; null for a permanent one. ISO 8601, UTC. */
    until: string | null;
  } | null;
  /** What the room notifies the caller about; null for non-members. */
  notifications: {
    /** What the room notifies about: `all` messages count as unread, only `mentions`, or `nothing`. */
    level: 'all' | 'mentions' | 'nothing';
    /** Until then the room notifies about nothing; null for no pause. ISO 8601, UTC. */
    paused_until: string | null;
  } | null;
  /** Unread messages of other users, counted up to 1,000; 0 for non-members. */
  unread_count: number;
  /** Unread messages that mention the caller, counted up to 1,000. */
  mention_count: number;
  /** Read position of the caller; 0 for non-members. */
  last_read_seq: number;
  /** Position of the latest event in the log of the room. */
  last_seq: number;
}

/** A direct conversation with one user. */
export interface Conversation {
  /** Id of the other user. */
  user_id: number;
  /** User name of the other user. */
  username: string;
  /** First name; empty when not set. */
  first_name: string;
  /** Last name; empty when not set. */
  last_name: string;
  /** URL of the avatar image; empty when not set. */
  avatar: string;
  /** Text of the latest message. */
  last_message: string;
  /** When the latest message was sent. ISO 8601, UTC. */
  last_activity: string;
  /** Unread messages of the other user, counted up to 1,000. */
  unread_count: number;
  /** Whether the other user is connected. */
  is_online: boolean;
  /** When the other user was last connected; the current time if online, empty if never seen. ISO 8601, UTC. */
  last_seen: string;
}

/** A member of a room. */
export interface Member {
  /** Id of the user. */
  user_id: number;
  /** User name. */
  username: string;
  /** Only of a bot, the account of a program. */
  bot?: true;
  /** URL of the avatar image, or null. */
  avatar: string | null;
  /** `owner`, `moderator`, `member` or `reader`. */
  role: string;
  /** When the user became a member. ISO 8601, UTC. */
  joined_at: string;
}

/** A pinned message of a room. */
export interface Pin {
  message: Message;
  /** Id of the user who pinned it; null when the account is erased. */
  pinned_by: number | null;
  /** User name of this user. */
  pinned_by_username: string;
  /** When it was pinned. ISO 8601, UTC. */
  pinned_at: string;
}

/** An invite link of a room, without its code. */
export interface InviteLink {
  /** Id of the link. */
  id: number;
  /** Id of the user who created it. */
  created_by: number;
  /** User name of this user. */
  created_by_username: string;
  /** When it was created. ISO 8601, UTC. */
  created_at: string;
  /** When it ends. ISO 8601, UTC. */
  expires_at: string;
  /** How many people may join by it; null for any number. */
  max_uses: number | null;
  /** How many people have joined by it. */
  uses: number;
}

/** A new invite link of a room, with its code. */
export interface NewInviteLink {
  /** Id of the link. */
  id: number;
  /** Id of the user who created it. */
  created_by: number;
  /** User name of this user. */
  created_by_username: string;
  /** When it was created. ISO 8601, UTC. */
  created_at: string;
  /** When it ends. ISO 8601, UTC. */
  expires_at: string;
  /** How many people may join by it; null for any number. */
  max_uses: number | null;
  /** How many people have joined by it. */
  uses: number;
  /** Code of the link, 22 characters. It is not shown again. */
  code: string;
}

/** What an invite link shows of its room. */
export interface InvitingRoom {
  /** Id of the room. */
  id: string;
  /** Name of the room. */
  name: string;
  /** Description, or null. */
  description: string | null;
  /** Number of members. */
  member_count: number;
  /** Whether the caller is a member. */
  is_member: boolean;
}

/** A message that the caller has saved. */
export interface SavedMessage {
  /** Id of the message. */
  message_id: number;
  /** When the caller saved it. ISO 8601, UTC. */
  saved_at: string;
  /** The message, or null while the caller may not read it. */
  message: Message | null;
}

/** A page of saved messages. */
export interface SavedMessagePage {
  /** The saved messages of the page. */
  saved: SavedMessage[];
  /** Cursor of the next page; null on the last page. */
  next_cursor: string | null;
}

/** The replies to a message of a room, in numbers. */
export interface Thread {
  /** Id of the message that began it. */
  message_id: number;
  /** Number of replies, counted up to 1,000. */
  reply_count: number;
  /** `seq` of the last reply; null without one. */
  last_reply_seq: number | null;
  /** When the last reply was sent; null without one. ISO 8601, UTC. */
  last_reply_at: string | null;
  /** Whether the caller began it or wrote in it. */
  is_followed: boolean;
  /** Unread replies of a followed thread, counted up to 1,000; else 0. */
  unread_count: number;
}

/** A thread with a page of its replies. */
export interface ThreadPage {
  thread: Thread;
  /** The message that began it; null when it is deleted. */
  root: Message | null;
  /** The replies of the page, oldest first. */
  messages: Message[];
  /** Whether there are earlier replies. */
  more: boolean;
}

/** A ban, mute or kick of a user in a room. */
export interface Sanction {
  /** Id of the sanction. */
  id: number;
  /** `ban`, `mute` or `kick`. */
  kind: string;
  /** Id of the room. */
  room_id: string;
  /** Id of the sanctioned user. */
  user_id: number;
  /** User name. */
  username: string;
  /** Reason given by the moderator; may be empty. */
  reason: string;
  /** `permanent`, `1h`, `24h` or `7d`. */
  duration: string;
  /** When the sanction ends; null for a permanent one. ISO 8601, UTC. */
  until: string | null;
  /** Id of the moderator; 0 is the platform. */
  moderator_id: number;
  /** When the sanction was imposed. ISO 8601, UTC. */
  created_at: string;
}

/** A report of a message, of a user or of a thing. */
export interface Report {
  /** Id of the report. */
  id: number;
  /** What was reported. */
  kind:
    | 'message'
    | 'person'
    | 'comment'
    | 'playlist'
    | 'track'
    | 'album'
    | 'product'
    | 'resource'
    | 'picture'
    | 'banner'
    | 'words';
  /** Id of the reported message, or null. */
  message_id: number | null;
  /** Id of the room of the message, or null. */
  room_id: string | null;
  /** The reported thing; null for messages and users. */
  thing: {
    /** The kind of the thing. `picture`, `banner` and `words` are parts of the page of a person, and have its id. */
    kind: 'comment' | 'playlist' | 'track' | 'album' | 'product' | 'resource' | 'picture' | 'banner' | 'words';
    /** Id of the thing. */
    id: number;
    /** Its title or name, or the title of the track of a comment. */
    title: string;
    /** Its words, at most 2,000 characters; may be empty. */
    text: string;
    /** Id of the track of a comment, or null. */
    track_id: number | null;
  } | null;
  /** Number of users with a report of the same thing. */
  reporters: number;
  /** Id of the author of the message, of the owner of the thing, or of the reported user. */
  user_id: number;
  /** Id of the user who reported it. */
  reporter_id: number;
  /** Reason chosen by the reporter. */
  reason: string;
  /** Details given by the reporter; may be empty. */
  details: string;
  /** Text of the message or of the thing at the time of the report; empty for a user. */
  content: string;
  /**
   * Messages around the reported one, or the last ones between the reporter and the reported user. Empty for a
   * thing.
   */
  context: {
    /** Id of the message. */
    id: number;
    /** Id of the author. */
    user_id: number;
    /** Text of the message. */
    content: string;
    /** When the message was sent. ISO 8601, UTC. */
    created_at: string;
  }[];
  /** `open`, `dismissed` or `actioned`. */
  status: string;
  /** Note of the moderator on the decision, or null. */
  resolution: string | null;
  /** When it was reported. ISO 8601, UTC. */
  created_at: string;
}

/** An earlier version of a message. */
export interface MessageVersion {
  /** Text of this version. */
  content: string;
  /** What replaced it: `edited` or `deleted`. */
  change: string;
  /** When it was replaced. ISO 8601, UTC. */
  changed_at: string;
  /** Id of the user who replaced it; 0 is the platform. */
  changed_by: number;
}

/** An entry of the moderation audit log. */
export interface AuditLine {
  /** Id of the entry. */
  id: number;
  /** Id of the moderator; 0 is the platform. */
  moderator_id: number;
  /** The action, for example `ban`. */
  action: string;
  /** Id of the room concerned, or null. */
  room_id: string | null;
  /** Id of the user concerned, or null. */
  user_id: number | null;
  /** Other object of the action, for example `message:12`, or null. */
  subject: string | null;
  /** Reason; may be empty. */
  reason: string;
  /** When the action was taken. ISO 8601, UTC. */
  at: string;
}

/** A practice that takes appointments. */
export interface Cabinet {
  /** Id of the cabinet. */
  id: string;
  /** Name of the cabinet. */
  name: string;
  /** IANA time zone, for example `Europe/Paris`. */
  timezone: string;
  /** When the cabinet was created. ISO 8601, UTC. */
  createdAt: string;
}

/** A person who works in a cabinet. */
export interface Practitioner {
  /** Id of the practitioner. */
  id: string;
  /** Id of the cabinet. */
  cabinetId: string;
  /** Id of the account; ids are strings in this edition. */
  userId: string;
  /** First name. */
  firstName: string;
  /** Last name. */
  lastName: string;
  /** Weekly working hours. */
  workingHours: {
    /** Start as `HH:MM` in the time zone of the cabinet. */
    start: string;
    /** End as `HH:MM`, or `24:00`. An end before `start` is on the next day. */
    end: string;
    /** Day of the week: 1 is Monday, 7 is Sunday. */
    day: number;
  }[];
  /** Dates whose hours replace those of their weekday. */
  exceptions: {
    /** The date, in the time zone of the cabinet. */
    date: string;
    /** Working hours of that date, at most 10 spans; empty for none. */
    hours: {
      /** Start as `HH:MM` in the time zone of the cabinet. */
      start: string;
      /** End as `HH:MM`, or `24:00`. An end before `start` is on the next day. */
      end: string;
    }[];
  }[];
  /** Minutes that stay free after each appointment. */
  buffer: number;
  /** Minutes before its start until which a slot is offered. */
  notice: number;
  /** Days from now for which slots are offered. */
  horizon: number;
}

/** A period in which a practitioner takes no appointments. */
export interface Absence {
  /** Id of the absence. */
  id: string;
  /** Id of the practitioner. */
  practitionerId: string;
  /** When the absence begins. ISO 8601, UTC. */
  startTime: string;
  /** When the absence ends. ISO 8601, UTC. */
  endTime: string;
  /** Reason, if one was given. */
  reason?: string;
  /** In the response to an absence that overrides: the appointments to come that need another time. */
  appointments?: {
    /** Id of the appointment. */
    id: string;
    /** Id of the patient. */
    patientId: string;
    /** What the appointment is for. */
    type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
    /** Status of the appointment. `cancelled`, `completed` and `no_show` are final. */
    status: 'pending' | 'confirmed' | 'cancelled' | 'completed' | 'no_show';
    /** When the appointment begins. ISO 8601, UTC. */
    startTime: string;
    /** Duration in minutes. */
    duration: number;
  }[];
}

/** A secret iCalendar feed. */
export interface CalendarFeed {
  /** Address of the feed, for a calendar. Everybody who knows it can read the feed. */
  address: string;
  /** When the address was made. ISO 8601, UTC. */
  createdAt: string;
}

/** A calendar elsewhere, whose busy times are taken in the calendar of a practitioner. */
export interface CalendarImport {
  /** Id of the import. */
  id: string;
  /** Id of the practitioner. */
  practitionerId: string;
  /** Host of the address. The address itself is a secret and is not returned. */
  host: string;
  /** When the import was added. ISO 8601, UTC. */
  createdAt: string;
  /** Busy times of the last success that have not ended. */
  busyTimes: number;
  /** When the calendar was last read; null before. */
  lastSuccessAt: string | null;
  /** When it last could not be read; null before. */
  lastFailureAt: string | null;
  /** Code of that failure; null before. */
  lastFailure:
    | 'unreachable'
    | 'refused_address'
    | 'too_many_redirects'
    | 'bad_status'
    | 'too_slow'
    | 'too_large'
    | 'not_a_calendar'
    | 'too_many_events'
    | 'address_lost'
    | null;
  /** When it is read next. ISO 8601, UTC. */
  nextRunAt: string;
}

/** A time at which an appointment could begin. */
export interface AppointmentSlot {
  /** Date in the time zone of the cabinet: `2027-03-28`. */
  date: string;
  /**
   * Time in the time zone of the cabinet: `09:30`. Occurs twice in the night when daylight saving ends; see
   * `startTime`.
   */
  time: string;
  /** The same instant, ISO 8601 with its UTC offset: `2027-03-28T09:30:00+02:00`. */
  startTime: string;
  /** Duration in minutes. */
  duration: number;
  /** Id of the practitioner. */
  practitionerId: string;
  /** Whether the slot was free when the list was made. */
  available: boolean;
}

/** A slot that is reserved while a booking is being filled in. */
export interface Hold {
  /** Id of the hold. */
  id: string;
  /** Id of the practitioner. */
  practitionerId: string;
  /** Start of the slot. ISO 8601, UTC. */
  startTime: string;
  /** Duration of the slot in minutes. */
  duration: number;
  /** When the hold expires. ISO 8601, UTC. */
  expiresAt: string;
}

/** An appointment of a patient with a practitioner. */
export interface Appointment {
  /** Id of the appointment. */
  id: string;
  /** Id of the patient. */
  patientId: string;
  /** Id of the practitioner. */
  practitionerId: string;
  /** Id of the cabinet. */
  cabinetId: string;
  /** What the appointment is for. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Status of the appointment. `cancelled`, `completed` and `no_show` are final. */
  status: 'pending' | 'confirmed' | 'cancelled' | 'completed' | 'no_show';
  /** When the appointment begins. ISO 8601, UTC. */
  startTime: string;
  /** When the appointment ends. ISO 8601, UTC. */
  endTime: string;
  /** Duration in minutes. */
  duration: number;
  /** Notes, if there are any. */
  notes?: string;
  /** Urgency of the appointment. */
  urgency: 'normal' | 'urgent' | 'emergency';
  /** Where the patient is on the day: in the waiting room, late, or called in. Beside the status, which stays. */
  presence?: 'arrived' | 'late' | 'called';
  /** Since when. ISO 8601, UTC. */
  presenceAt?: string;
  /** Id of the series, of a repeating appointment. */
  seriesId?: string;
  /** The treatment of the cabinet, if the appointment has one. */
  treatment?: {
    /** Id of the treatment. */
    id: string;
    /** Name of the treatment. */
    name: string;
  };
  /** The room or device of the appointment, if it uses one. */
  facility?: {
    /** Id of the room or device. */
    id: string;
    /** Name of the room or device. */
    name: string;
  };
  /** Answers to the questions before the visit, if there are any. */
  answers?: {
    /** Id of the question. */
    questionId: string;
    /** The question as it was when it was answered. */
    question: string;
    /** The answer. */
    answer: string;
  }[];
  /** Number of changes, the booking included. */
  version: number;
  /** When the appointment was booked. ISO 8601, UTC. */
  createdAt: string;
  /** When the appointment was last changed. ISO 8601, UTC. */
  updatedAt: string;
  patient?: Patient;
  /** The practitioner. */
  practitioner?: {
    /** Id of the practitioner. */
    id: string;
    /** Id of the cabinet. */
    cabinetId: string;
    /** First name. */
    firstName: string;
    /** Last name. */
    lastName: string;
  };
  cabinet?: Cabinet;
}

/** A page of appointments. */
export interface AppointmentPage {
  /** The appointments of the page. */
  items: Appointment[];
  pagination: Pagination;
}

/** A change of an appointment. */
export interface AppointmentChange {
  /** Version of the appointment after the change; 1 is the booking. */
  version: number;
  /** What was done. */
  change: 'booked' | 'confirmed' | 'cancelled' | 'completed' | 'no_show' | 'rescheduled' | 'updated';
  /** Status after the change. */
  status: 'pending' | 'confirmed' | 'cancelled' | 'completed' | 'no_show';
  /** Practitioner after the change. */
  practitionerId: string;
  /** Start after the change. ISO 8601, UTC. */
  startTime: string;
  /** Duration in minutes after the change. */
  duration: number;
  /** Where the patient is on the day: in the waiting room, late, or called in. Beside the status, which stays. */
  presence?: 'arrived' | 'late' | 'called';
  /**
   * What made the change: an account, a visitor of the public page, a link in a mail, an accepted offer of the
   * waiting list, or the platform.
   */
  by: 'account' | 'visit' | 'link' | 'waiting_list' | 'platform';
  /** Id of the account that made the change; ids are strings in this edition. */
  userId: string;
  /** Reason, if one was given. */
  reason?: string;
  /** When the change was made. ISO 8601, UTC. */
  at: string;
}

/** Repeating appointments. */
export interface AppointmentSeries {
  /** Id of the series. */
  seriesId: string;
  /** The occurrences in order of time, each with its appointment or its refusal. */
  items: {
    /** Start of the occurrence. ISO 8601, UTC. */
    startTime: string;
    appointment?: Appointment;
    /** Why the occurrence was not booked. */
    refusal?: {
      /** Code of the error: `SLOT_TAKEN`, `PATIENT_BOOKED`, `VALIDATION_FAILED`. */
      code: string;
      /** Reason. */
      message: string;
      /** Free times instead, as far as they were looked for. */
      alternatives: string[];
    };
  }[];
}

/** What the appointments of a type take. */
export interface AppointmentTypeLength {
  /** What the appointment is for. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Length of the appointments of this type in minutes; null if each booking names one. */
  duration: number | null;
  /** Minutes that stay free after an appointment of this type; null for those of the practitioner. */
  buffer: number | null;
  /** The room or device that its appointments use: one of a kind or one by its id. Null for none. */
  needs?: {
    /** Any free one of this kind, at most 40 characters. */
    kind?: string;
    /** This one: id of a room or device of the cabinet. */
    facilityId?: string;
  } | null;
}

/** A room or a device of a cabinet. No two appointments use one at once. */
export interface Facility {
  /** Id of the room or device. */
  id: string;
  /** Id of the cabinet. */
  cabinetId: string;
  /** Name. */
  name: string;
  /** Kind, in the words of the cabinet: `room`, `X-ray`. */
  kind: string;
  /** Whether it is out of use; appointments that exist keep it. */
  isArchived: boolean;
  /** When it was added. ISO 8601, UTC. */
  createdAt: string;
}

/** A type of appointments of its own, which a cabinet offers beside the eight of the platform. */
export interface Treatment {
  /** Id of the treatment. */
  id: string;
  /** Id of the cabinet. */
  cabinetId: string;
  /** Name, as patients see it. */
  name: string;
  /** Public text; empty when there is none. */
  description: string;
  /** Which of the eight types its appointments are of, in lists and figures. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Length of its appointments in minutes. */
  duration: number;
  /** Minutes that stay free after an appointment; null for those of the practitioner. */
  buffer: number | null;
  /** What it costs, or null. */
  price: {
    /** Amount as a decimal text, at most with the places of the currency: `60.00`. */
    amount: string;
    /** Currency, ISO 4217: `EUR`. */
    currency: string;
  } | null;
  /** The practitioners who offer it; empty if all practitioners of the cabinet do. */
  practitionerIds: string[];
  /** Questions before the visit, in their order. */
  questions: {
    /** Id of the question. */
    id: string;
    /** The question. */
    question: string;
    /** `text` takes any text, `choice` one of the options, `yes_no` the answers `yes` and `no`. */
    kind: 'text' | 'choice' | 'yes_no';
    /** Answers of a choice; empty for the other kinds. */
    options: string[];
    /** Whether patients must answer it to book. */
    isRequired: boolean;
  }[];
  /** The room or device that its appointments use: one of a kind or one by its id. Null for none. */
  needs: {
    /** Any free one of this kind, at most 40 characters. */
    kind?: string;
    /** This one: id of a room or device of the cabinet. */
    facilityId?: string;
  } | null;
  /** Whether patients book it over the public page. */
  isPublic: boolean;
  /** Whether it is out of use; appointments that exist keep it. */
  isArchived: boolean;
  /** When the treatment was created. ISO 8601, UTC. */
  createdAt: string;
}

/** Free times of a cabinet, in order of time. */
export interface FreeTimes {
  /** Times at which at least one practitioner is free, ISO 8601 with the UTC offset: `2027-03-28T09:30:00+02:00`. */
  startTimes: string[];
  /** The practitioners of the cabinet by last name, also those without a free time. */
  practitioners: {
    /** Id of the practitioner. */
    practitionerId: string;
    /** Free times of the practitioner. */
    startTimes: string[];
  }[];
}

/** Public holidays of a cabinet. */
export interface PublicHolidays {
  /** ISO 3166 code of a country (`FR`) or of a part of it (`DE-BY`); null for no public holidays. */
  region: string | null;
  /** The public holidays of the year, in order of time. */
  items: {
    /** Date of the holiday. */
    date: string;
    /** Name in a language of the country. */
    name: string;
    /** The same for a holiday in every year; used to switch it. */
    key: string;
    /** Whether the cabinet is closed. */
    closed: boolean;
  }[];
}

/** Figures about the appointments of a cabinet. */
export interface AnalyticsOverview {
  /** First date, inclusive, in the time zone of the cabinet. */
  dateFrom: string;
  /** Last date, inclusive. */
  dateTo: string;
  /** Length of a step of the series. Weeks begin on Monday. */
  interval: 'day' | 'week' | 'month';
  /** Appointments, of all statuses. */
  total: number;
  /** Appointments by status. */
  byStatus: {
    /** Not confirmed yet. */
    pending: number;
    /** Confirmed. */
    confirmed: number;
    /** Cancelled. */
    cancelled: number;
    /** Completed. */
    completed: number;
    /** Missed by the patient. */
    no_show: number;
  };
  /** Minutes of the appointments that are not cancelled. */
  bookedMinutes: number;
  /** Minutes of the present working hours, without absences. */
  offeredMinutes: number;
  /** `bookedMinutes` / `offeredMinutes`; above 1 with appointments outside of the hours; null without hours. */
  fillRate: number | null;
  /** Missed appointments / (completed + missed appointments); null before any of them. */
  noShowRate: number | null;
  /** Cancelled appointments / all appointments; null before any of them. */
  cancellationRate: number | null;
  /** Mean of the hours between booking and start, without cancelled appointments; null without any. */
  leadTimeHours: number | null;
  /** Appointments by type. */
  byType: {
    /** Consultations. */
    consultation: number;
    /** Check-ups. */
    controle: number;
    /** Treatments. */
    soin: number;
    /** Scalings. */
    detartrage: number;
    /** Extractions. */
    extraction: number;
    /** Implants. */
    implant: number;
    /** Orthodontics. */
    orthodontie: number;
    /** Emergencies. */
    urgence: number;
  };
  /** Appointments by origin. */
  byOrigin: {
    /** Booked by the cabinet. */
    staff: number;
    /** Booked by a patient with an account. */
    patient: number;
    /** Booked on the public page. */
    public: number;
    /** Offered from the waiting list. */
    waiting_list: number;
  };
  /** Figures by practitioner, by last name; former practitioners are included if they had appointments. */
  byPractitioner: {
    /** Id of the practitioner. */
    practitionerId: string;
    /** First name. */
    firstName: string;
    /** Last name. */
    lastName: string;
    /** Appointments, of all statuses. */
    total: number;
    /** Appointments by status. */
    byStatus: {
      /** Not confirmed yet. */
      pending: number;
      /** Confirmed. */
      confirmed: number;
      /** Cancelled. */
      cancelled: number;
      /** Completed. */
      completed: number;
      /** Missed by the patient. */
      no_show: number;
    };
    /** Minutes of the appointments that are not cancelled. */
    bookedMinutes: number;
    /** Minutes of the present working hours, without absences. */
    offeredMinutes: number;
    /** `bookedMinutes` / `offeredMinutes`; above 1 with appointments outside of the hours; null without hours. */
    fillRate: number | null;
    /** Missed appointments / (completed + missed appointments); null before any of them. */
    noShowRate: number | null;
    /** Cancelled appointments / all appointments; null before any of them. */
    cancellationRate: number | null;
    /** Mean of the hours between booking and start, without cancelled appointments; null without any. */
    leadTimeHours: number | null;
  }[];
  /** Figures by step, in order of time, without gaps. */
  series: {
    /** First date of the step. */
    date: string;
    /** Appointments, of all statuses. */
    total: number;
    /** Appointments by status. */
    byStatus: {
      /** Not confirmed yet. */
      pending: number;
      /** Confirmed. */
      confirmed: number;
      /** Cancelled. */
      cancelled: number;
      /** Completed. */
      completed: number;
      /** Missed by the patient. */
      no_show: number;
    };
    /** Minutes of the appointments that are not cancelled. */
    bookedMinutes: number;
    /** Minutes of the present working hours, without absences. */
    offeredMinutes: number;
    /** `bookedMinutes` / `offeredMinutes`; above 1 with appointments outside of the hours; null without hours. */
    fillRate: number | null;
    /** Missed appointments / (completed + missed appointments); null before any of them. */
    noShowRate: number | null;
    /** Cancelled appointments / all appointments; null before any of them. */
    cancellationRate: number | null;
    /** Mean of the hours between booking and start, without cancelled appointments; null without any. */
    leadTimeHours: number | null;
  }[];
}

/** Free times for an appointment that needs another one. */
export interface Proposal {
  /** Whether the practitioner is absent then or has left, so that the appointment needs another time. */
  isNeeded: boolean;
  /** Free times of the same length: those of the same practitioner first, then those of others; each at most three. */
  times: {
    /** Start in the time zone of the cabinet, with its offset. */
    startTime: string;
    /** Id of the practitioner. */
    practitionerId: string;
    /** Name of the practitioner. */
    practitioner: string;
  }[];
}

/** A patient of a cabinet. */
export interface Patient {
  /** Id of the patient. */
  id: string;
  /** Id of the cabinet. */
  cabinetId: string;
  /** First name. */
  firstName: string;
  /** Last name. */
  lastName: string;
  /** E-mail address, if known. */
  email?: string;
  /** Phone number, if known. */
  phone?: string;
  /** Date of birth, if known. */
  dateOfBirth?: string;
  /** Since when the patient agrees to reminders by SMS; absent without consent. ISO 8601, UTC. */
  smsConsentAt?: string;
  /** When the patient was created. ISO 8601, UTC. */
  createdAt: string;
  /** When the patient was last changed. ISO 8601, UTC. */
  updatedAt: string;
}

/** A page of patients. */
export interface PatientPage {
  /** The patients of the page. */
  items: Patient[];
  pagination: Pagination;
}

/** A page of the audit of a patient. */
export interface PatientAuditPage {
  /** The lines of the page. */
  items: {
    /** Id of the account; ids are strings in this edition. */
    userId: string;
    /** What was done. `listed`: shown in a list or search. With `appointment`: to an appointment of the patient. */
    action:
      | 'created'
      | 'read'
      | 'listed'
      | 'updated'
      | 'merged'
      | 'exported'
      | 'erased'
      | 'erasure_requested'
      | 'hold_placed'
      | 'hold_lifted'
      | 'appointment_read'
      | 'appointments_listed'
      | 'appointment_booked'
      | 'appointment_changed';
    /** When it was done. ISO 8601, UTC. */
    at: string;
  }[];
  pagination: Pagination;
}

/** The public page of a cabinet. */
export interface CabinetPage {
  /** Id of the cabinet. */
  id: string;
  /** Name of the page in its address. */
  slug: string;
  /** Name of the cabinet. */
  name: string;
  /** IANA time zone, for example `Europe/Paris`. */
  timezone: string;
  /** Public text; empty when there is none. */
  description: string;
  /** Public phone number, or null. */
  phone: string | null;
  /** Public postal address, or null. */
  address: string | null;
  /** Hours before the start until which patients move and cancel appointments. */
  changeWindow: number;
  /** Longest appointment that patients book, in minutes. */
  longest: number;
  /** The practitioners by last name, at most 500. */
  practitioners: {
    /** Id of the practitioner. */
    id: string;
    /** First name. */
    firstName: string;
    /** Last name. */
    lastName: string;
  }[];
  /** What patients book beside the types of the platform, by name, at most 100. */
  treatments?: {
    /** Id of the treatment. */
    id: string;
    /** Name, as patients see it. */
    name: string;
    /** Public text; empty when there is none. */
    description: string;
    /** Which of the eight types its appointments are of, in lists and figures. */
    type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
    /** Length of its appointments in minutes. */
    duration: number;
    /** What it costs, or null. */
    price: {
      /** Amount as a decimal text, at most with the places of the currency: `60.00`. */
      amount: string;
      /** Currency, ISO 4217: `EUR`. */
      currency: string;
    } | null;
    /** The practitioners who offer it; empty if all practitioners of the cabinet do. */
    practitionerIds: string[];
    /** Questions before the visit, in their order. */
    questions: {
      /** Id of the question. */
      id: string;
      /** The question. */
      question: string;
      /** `text` takes any text, `choice` one of the options, `yes_no` the answers `yes` and `no`. */
      kind: 'text' | 'choice' | 'yes_no';
      /** Answers of a choice; empty for the other kinds. */
      options: string[];
      /** Whether patients must answer it to book. */
      isRequired: boolean;
    }[];
  }[];
}

/** A page of the list of cabinets that book online. */
export interface CabinetPageList {
  /** The cabinets by name. */
  items: {
    /** Id of the cabinet. */
    id: string;
    /** Name of the page in its address. */
    slug: string;
    /** Name of the cabinet. */
    name: string;
    /** IANA time zone, for example `Europe/Paris`. */
    timezone: string;
    /** Public postal address, or null. */
    address: string | null;
  }[];
  /** Cursor of the next page; null on the last page. */
  nextCursor: string | null;
  /** What leads to the next page. */
  pagination: {
    /** Cursor of the next page; null on the last page. */
    nextCursor: string | null;
  };
}

/** The public page of a cabinet, as its managers set it. */
export interface CabinetPageSettings {
  /** Name of the page in its address: small letters, digits and hyphens; 3 to 60 characters, unique. */
  slug: string;
  /** Whether strangers see the page, its free times, and book. */
  isOpen: boolean;
  /** Public text, at most 2,000 characters. */
  description: string;
  /** Public phone number. */
  phone?: string | null;
  /** Public postal address. */
  address?: string | null;
  /** Hours before the start until which patients move and cancel appointments, 0 to 720. */
  changeWindow: number;
  /** Longest appointment that patients book, in minutes. */
  longest: number;
  /**
   * Hours before the start at which patients are reminded, at most four of 1 to 720; empty for none, null for the
   * default of the platform (48 and 2).
   */
  reminders?: number[] | null;
  /** How the iCalendar feeds of practitioners show patients: not at all, by their initials, or by their names. */
  feedNames: 'none' | 'initials' | 'names';
  /** Language of mails to patients whose own language is unknown. */
  language: 'en' | 'fr';
}

/** A requested code. The response is the same for every address. */
export interface VisitCodeRequest {
  /** Id of the request; it is needed together with the code of the mail. */
  requestId: string;
}

/** A visit of a public page, by a person with a confirmed e-mail address. */
export interface Visit {
  /** Secret of the visit, which later calls send. */
  visit: string;
  /** When the visit ends. ISO 8601, UTC. */
  expiresAt: string;
}

/** An appointment as its patient sees it. */
export interface PatientAppointment {
  /** Id of the appointment. */
  id: string;
  /** Status of the appointment. `cancelled`, `completed` and `no_show` are final. */
  status: 'pending' | 'confirmed' | 'cancelled' | 'completed' | 'no_show';
  /** What the appointment is for. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Name of the treatment of the cabinet, if the appointment has one. */
  treatment?: string;
  /** Id of the treatment. */
  treatmentId?: string;
  /** When the appointment begins. ISO 8601, UTC. */
  startTime: string;
  /** When the appointment ends. ISO 8601, UTC. */
  endTime: string;
  /** Duration in minutes. */
  duration: number;
  /** Id of the practitioner. */
  practitionerId: string;
  /** Name of the practitioner. */
  practitioner: string;
  /** First name of the patient. */
  patient: string;
  /** The cabinet. */
  cabinet: {
    /** Id of the cabinet. */
    id: string;
    /** Name of the cabinet. */
    name: string;
    /** IANA time zone, for example `Europe/Paris`. */
    timezone: string;
  };
  /** Until when the patient may move or cancel the appointment. ISO 8601, UTC. */
  changeableUntil: string;
}

/** An entry of the waiting list, as the cabinet sees it. */
export interface WaitingEntry {
  /** Id of the entry. */
  id: string;
  /** Id of the practitioner; null for any. */
  practitionerId: string | null;
  /** What the appointment is for. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** The treatment of the cabinet, if the patient waits for one. */
  treatment?: {
    /** Id of the treatment. */
    id: string;
    /** Name of the treatment. */
    name: string;
  };
  /** Duration in minutes. */
  duration: number;
  /** First date, in the time zone of the cabinet. */
  dateFrom: string;
  /** Last date, inclusive. */
  dateTo: string;
  /** Since when the patient waits. ISO 8601, UTC. */
  createdAt: string;
  /** Id of the patient. */
  patientId: string;
  /** Name of the patient. */
  patient: string;
  /** The time that is offered now. */
  offered: {
    /** Start of the time. ISO 8601, UTC. */
    startTime: string;
    /** Id of the practitioner. */
    practitionerId: string;
    /** Until when it is held for the patient. ISO 8601, UTC. */
    until: string;
  } | null;
}

/** A patient who waits for a free time. */
export interface WaitingRequest {
  /** Id of the entry. */
  id: string;
  /** Id of the practitioner; null for any. */
  practitionerId: string | null;
  /** What the appointment is for. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** The treatment of the cabinet, if the patient waits for one. */
  treatment?: {
    /** Id of the treatment. */
    id: string;
    /** Name of the treatment. */
    name: string;
  };
  /** Duration in minutes. */
  duration: number;
  /** First date, in the time zone of the cabinet. */
  dateFrom: string;
  /** Last date, inclusive. */
  dateTo: string;
  /** Since when the patient waits. ISO 8601, UTC. */
  createdAt: string;
}

/** A free time that is held for a patient of the waiting list. */
export interface WaitingOffer {
  /** When the appointment would begin. ISO 8601, UTC. */
  startTime: string;
  /** Duration in minutes. */
  duration: number;
  /** Name of the practitioner. */
  practitioner: string;
  /** Name of the cabinet. */
  cabinet: string;
  /** IANA time zone of the cabinet. */
  timezone: string;
  /** Until when the time is held for the patient. ISO 8601, UTC. */
  until: string;
}

/** The legal hold on a patient. */
export interface LegalHold {
  /** Whether a hold is in force. */
  isHeld: boolean;
  /** Why, in the words of the manager; null without a hold. */
  reason: string | null;
  /** Id of the account of the manager; null without a hold. */
  userId: string | null;
  /** When it was placed; null without a hold. ISO 8601, UTC. */
  since: string | null;
  /** When it ends by itself; null for one that a manager lifts. ISO 8601, UTC. */
  until: string | null;
  /** When the erasure was requested that waits for the end of the hold; null without one. ISO 8601, UTC. */
  erasureRequestedAt: string | null;
}

/** How long a cabinet keeps each kind of data. */
export interface RetentionPolicy {
  /** Years that a treated patient is kept after the last contact. Default: 20. */
  recordsYears: number;
  /** Months that a patient without a treatment is kept after the last contact. Default: 36. */
  patientsMonths: number;
  /** Months that lines of the audit of patients are kept. Default: 36. */
  auditMonths: number;
  /** Days that a visit of the public page is kept after its end. Default: 1. */
  visitsDays: number;
  /** Days that what a mail was about is kept. Default: 3. */
  mailsDays: number;
}

/** What the next run of the retention would erase. */
export interface RetentionPreview {
  /** Treated patients who would be erased. At most 10000. */
  records: number;
  /** Patients without a treatment who would be erased. At most 10000. */
  patients: number;
  /** Patients who would be erased because that was requested during a legal hold that has ended. At most 10000. */
  requested: number;
  /** Lines of the audit that would be deleted. At most 10000. */
  audit: number;
  /** Visits that would be deleted. At most 10000. */
  visits: number;
  /** Mails that would be deleted. At most 10000. */
  mails: number;
  /** Patients whom a legal hold keeps. At most 10000. */
  held: number;
}

/** A person who stands for a patient. */
export interface PatientContact {
  /** E-mail address of the person. */
  email: string;
  /** Whether the address is that of the patient, or of a person who manages the appointments of the patient. */
  relation: 'self' | 'guardian';
  /** Proven by a confirmed e-mail address, or by the cabinet. */
  proof: 'email' | 'cabinet';
  /** Whether an account with this confirmed address sees the appointments. */
  hasAccount: boolean;
  /** Since when the person stands for the patient. ISO 8601, UTC. */
  createdAt: string;
}

/** A patient for whom the caller stands. */
export interface OwnPatient {
  /** Id of the patient. */
  id: string;
  /** Id of the cabinet. */
  cabinetId: string;
  /** Name of the cabinet. */
  cabinet: string;
  /** First name. */
  firstName: string;
  /** Last name. */
  lastName: string;
  /** Whether the address is that of the patient, or of a person who manages the appointments of the patient. */
  relation: 'self' | 'guardian';
}

/** Appointments of the caller and of the children of the caller, in all cabinets. */
export interface OwnAppointments {
  /** The appointments in order of time, at most 50. */
  items: PatientAppointment[];
  /** Start of the next appointment, for `from`; null after the last one. */
  next: string | null;
  /** What leads to the next page. */
  pagination: {
    /** Cursor of the next page; null on the last page. */
    nextCursor: string | null;
  };
}

/** A notification of the caller. */
export interface Notification {
  /** Id of the notification */
  id: string;
  /** Subject of the notification */
  type: 'appointment' | 'patient' | 'system' | 'emergency';
  /** Urgency, for the order and the sound */
  priority: 'low' | 'medium' | 'high' | 'critical';
  /** Title, one line */
  title: string;
  /** Text of the notification */
  message: string;
  /** Ids of what the notification is about */
  data?: Record<string, unknown>;
  /** Time of the notification */
  timestamp: string;
  /** Whether the user has read it */
  read: boolean;
  /** Buttons of the notification */
  actions?: {
    /** Text of the button */
    label: string;
    /** Name of the action that the client runs */
    action: string;
    /** Appearance of the button */
    style?: 'primary' | 'secondary' | 'danger';
  }[];
}

/** A page of notifications. */
export interface NotificationPage {
  /** The notifications of the page. */
  items: Notification[];
  pagination: Pagination;
}

/** The kinds of notifications that the caller receives in this cabinet. Emergencies are always received. */
export interface NotificationPreferences {
  /** Whether notifications about appointments are created for the caller. */
  appointment: boolean;
  /** Reserved: no notification about patients is created yet. Stored for the caller. */
  patient: boolean;
  /** Whether notifications about the cabinet itself are created for the caller. */
  system: boolean;
  /** Whether notifications about appointments that begin soon are created for the caller. */
  reminder: boolean;
}

/** Position of a page in its list. */
export interface Pagination {
  /** Page number of the request. */
  page: number;
  /** Page size of the request. */
  limit: number;
  /** Number of items that match the filters, on all pages. */
  total: number;
  /** Number of pages. */
  totalPages: number;
  /** Whether a next page exists. */
  hasNext: boolean;
  /** Whether a previous page exists. */
  hasPrev: boolean;
  /** Cursor of the next page; null on the last page. */
  nextCursor: string | null;
  /** Whether `total` is an estimate. Totals up to 10,000 are exact. */
  totalIsEstimate: boolean;
}

/** Request body of "Sign in". */
export interface LoginBody {
  /** E-mail address of the account. */
  email: string;
  /** Current password of the account. */
  password: string;
}

/** Request body of "Sign in with a second factor". */
export interface LoginSecondFactorBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket: string;
  /** The six digits of the authenticator app, or a recovery code. */
  code: string;
}

/** Request body of "Sign in with a passkey". */
export interface LoginPasskeyBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket?: string;
  /** The JSON of the assertion, as the browser returns it; further members are ignored. */
  credential: {
    /** Id of the credential in base64url. */
    id: string;
    /** Id of the credential in base64url. */
    rawId: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** The response of the authenticator. */
    response: {
      /** The client data in base64url. */
      clientDataJSON: string;
      /** The authenticator data in base64url. */
      authenticatorData: string;
      /** The signature in base64url. */
      signature: string;
      /** The account that the authenticator knows, in base64url. */
      userHandle?: string | null;
    };
  };
  /** Whether the session lasts 90 days instead of 30. With a ticket, that of the first step counts. */
  rememberMe?: boolean;
}

/** Request body of "Create an account". */
export interface SignUpBody {
  /** E-mail address, at most 254 characters. */
  email: string;
  /**
   * Unique user name: 2 to 40 letters of one script, digits, `_`, `.` or `-`, starting with a letter or digit. A
   * name that looks like that of another user is taken.
   */
  username: string;
  /** New password, 10 to 128 characters. Common passwords and the name of the user are rejected. */
  password: string;
}

/** Request body of "Exchange a refresh token for new tokens". */
export interface RefreshBody {
  /** The refresh token of the session. */
  refreshToken: string;
}

/** Request body of "Request a password reset mail". */
export interface ForgotPasswordBody {
  /** E-mail address of the account. */
  email: string;
}

/** Request body of "Set a new password with a mailed token". */
export interface ResetPasswordBody {
  /** The token from the link in the mail. */
  token: string;
  /** New password, 10 to 128 characters. Common passwords and the name of the user are rejected. */
  password: string;
}

/** Request body of "Sign in (enveloped)". */
export interface LoginEnvelopedBody {
  /** E-mail address of the account. */
  email: string;
  /** Current password of the account. */
  password: string;
}

/** Request body of "Sign in with a second factor (enveloped)". */
export interface LoginSecondFactorEnvelopedBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket: string;
  /** The six digits of the authenticator app, or a recovery code. */
  code: string;
}

/** Request body of "Sign in with a passkey (enveloped)". */
export interface LoginPasskeyEnvelopedBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket?: string;
  /** The JSON of the assertion, as the browser returns it; further members are ignored. */
  credential: {
    /** Id of the credential in base64url. */
    id: string;
    /** Id of the credential in base64url. */
    rawId: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** The response of the authenticator. */
    response: {
      /** The client data in base64url. */
      clientDataJSON: string;
      /** The authenticator data in base64url. */
      authenticatorData: string;
      /** The signature in base64url. */
      signature: string;
      /** The account that the authenticator knows, in base64url. */
      userHandle?: string | null;
    };
  };
  /** Whether the session lasts 90 days instead of 30. With a ticket, that of the first step counts. */
  rememberMe?: boolean;
}

/** Request body of "Create an account (enveloped)". */
export interface RegisterBody {
  /** E-mail address, at most 254 characters. */
  email: string;
  /**
   * Unique user name: 2 to 40 letters of one script, digits, `_`, `.` or `-`, starting with a letter or digit. A
   * name that looks like that of another user is taken.
   */
  username: string;
  /** New password, 10 to 128 characters. Common passwords and the name of the user are rejected. */
  password: string;
  /** First name, at most 100 characters. */
  first_name?: string;
  /** Last name, at most 100 characters. */
  last_name?: string;
}

/** Request body of "Exchange a refresh token for new tokens". */
export interface RefreshEnvelopedBody {
  /** The refresh token of the session. */
  refresh_token: string;
}

/** Request body of "Confirm an e-mail address with a mailed token". */
export interface VerifyEmailBody {
  /** The token from the link in the mail. */
  token: string;
  /** Current password of the account. */
  password?: string;
}

/** Request body of "Get the account that a mailed token would confirm". */
export interface ReadVerificationBody {
  /** The token from the link in the mail. */
  token: string;
}

/** Request body of "Declare that the account of a mailed token is not that of the reader". */
export interface DisownEmailBody {
  /** The token from the link in the mail. */
  token: string;
}

/** Request body of "Sign in". */
export interface NovaLoginBody {
  /** E-mail address of the account. */
  email: string;
  /** Current password of the account. */
  password: string;
  /** Whether the session lasts 90 days instead of 30. */
  rememberMe?: boolean;
}

/** Request body of "Request a one-time code by mail". */
export interface NovaRequestOtpBody {
  /** E-mail address of the account. */
  email: string;
}

/** Request body of "Sign in with a one-time code". */
export interface NovaLoginOtpBody {
  /** E-mail address of the account. */
  email: string;
  /** The six-digit code from the mail. */
  otp: string;
}

/** Request body of "Sign in with a second factor". */
export interface NovaLoginSecondFactorBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket: string;
  /** The six digits of the authenticator app, or a recovery code. */
  code: string;
}

/** Request body of "Sign in with a passkey". */
export interface NovaLoginPasskeyBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket?: string;
  /** The JSON of the assertion, as the browser returns it; further members are ignored. */
  credential: {
    /** Id of the credential in base64url. */
    id: string;
    /** Id of the credential in base64url. */
    rawId: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** The response of the authenticator. */
    response: {
      /** The client data in base64url. */
      clientDataJSON: string;
      /** The authenticator data in base64url. */
      authenticatorData: string;
      /** The signature in base64url. */
      signature: string;
      /** The account that the authenticator knows, in base64url. */
      userHandle?: string | null;
    };
  };
  /** Whether the session lasts 90 days instead of 30. With a ticket, that of the first step counts. */
  rememberMe?: boolean;
}

/** Request body of "Exchange a refresh token for new tokens". */
export interface NovaRefreshBody {
  /** The refresh token of the session. */
  refreshToken: string;
}

/** Request body of "Update the profile of the signed-in user". */
export interface NovaUpdateProfileBody {
  /** First name, at most 100 characters. */
  firstName?: string;
  /** Last name, at most 100 characters. */
  lastName?: string;
  /** Preferences to change; those left out keep their value. */
  preferences?: {
    /** Colour theme of the user interface. */
    theme?: 'light' | 'dark' | 'auto';
    /** Language of the user interface and of mails. */
    language?: 'fr' | 'en';
    /** Notification channels to change. */
    notifications?: {
      /** Whether to notify by e-mail. */
      email?: boolean;
      /** Whether to notify by push message. */
      push?: boolean;
      /** Reserved: stored, but no text message is sent yet. */
      sms?: boolean;
    };
  };
  /** E-mail address, at most 254 characters. */
  email?: string;
  /** Current password of the account. */
  currentPassword?: string;
}

/** Request body of "Change the password". */
export interface NovaChangePasswordBody {
  /** Current password of the account. */
  currentPassword: string;
  /** New password, 10 to 128 characters. Common passwords and the name of the user are rejected. */
  newPassword: string;
}

/** Request body of "Request a password reset mail". */
export interface NovaRequestPasswordResetBody {
  /** E-mail address of the account. */
  email: string;
}

/** Request body of "Set a new password with a mailed token". */
export interface NovaResetPasswordBody {
  /** The token from the link in the mail. */
  token: string;
  /** New password, 10 to 128 characters. Common passwords and the name of the user are rejected. */
  newPassword: string;
}

/** Request body of "Update the profile of the signed-in user". */
export interface UpdateMeBody {
  /**
   * Unique user name: 2 to 40 letters of one script, digits, `_`, `.` or `-`, starting with a letter or digit. A
   * name that looks like that of another user is taken.
   */
  username?: string;
  /** First name, at most 100 characters. */
  first_name?: string;
  /** Last name, at most 100 characters. */
  last_name?: string;
  /** https URL of the avatar image, on a host of the internet, at most 2,000 characters; null removes it. */
  avatar?: string | null;
  /** Short text about the user, at most 2,000 characters. */
  bio?: string;
  /** https addresses of the user elsewhere, at most 5 of 500 characters each; they replace the earlier ones. */
  links?: string[];
}

/** Request body of "Give the signed-in user a picture". */
export interface SetMyPictureBody {
  /** The file. */
  picture: Blob;
}

/** Request body of "Give the page of the signed-in user a banner". */
export interface SetMyBannerBody {
  /** The file. */
  picture: Blob;
}

/** Request body of "Add an authenticator app". */
export interface EnrolTotpBody {
  /** Current password of the account. */
  password: string;
}

/** Request body of "Confirm an authenticator app". */
export interface ConfirmTotpBody {
  /** The six digits of the authenticator app. */
  code: string;
}

/** Request body of "Remove the authenticator app". */
export interface RemoveTotpBody {
  /** Current password of the account. */
  password: string;
}

/** Request body of "Make new recovery codes". */
export interface RenewRecoveryCodesBody {
  /** Current password of the account. */
  password: string;
}

/** Request body of "Add a passkey". */
export interface AddPasskeyBody {
  /** Name by which the user knows the passkey, such as the device; at most 60 characters. */
  name: string;
  /** The JSON of the new credential, as the browser returns it; further members are ignored. */
  credential: {
    /** Id of the credential in base64url. */
    id: string;
    /** Id of the credential in base64url. */
    rawId: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** The response of the authenticator. */
    response: {
      /** The client data in base64url. */
      clientDataJSON: string;
      /** The attestation object in base64url. */
      attestationObject: string;
      /** How the authenticator is reached. */
      transports?: string[];
    };
  };
}

/** Request body of "Rename a passkey". */
export interface RenamePasskeyBody {
  /** Name by which the user knows the passkey, such as the device; at most 60 characters. */
  name: string;
}

/** Request body of "Begin a sign-in with a passkey". */
export interface LoginPasskeyOptionsBody {
  /** The `ticket` in the details of `SECOND_FACTOR_REQUIRED`. */
  ticket?: string;
}

/** Request body of "Authenticate again in this session". */
export interface AuthenticateAgainBody {
  /** Current password of the account. */
  password?: string;
  /** The six digits of the authenticator app, or a recovery code. */
  code?: string;
  /** The JSON of the assertion, as the browser returns it; further members are ignored. */
  passkey?: {
    /** Id of the credential in base64url. */
    id: string;
    /** Id of the credential in base64url. */
    rawId: string;
    /** Always `public-key`. */
    type: 'public-key';
    /** The response of the authenticator. */
    response: {
      /** The client data in base64url. */
      clientDataJSON: string;
      /** The authenticator data in base64url. */
      authenticatorData: string;
      /** The signature in base64url. */
      signature: string;
      /** The account that the authenticator knows, in base64url. */
      userHandle?: string | null;
    };
  };
}

/** Request body of "Begin to set up an authenticator app during a sign-in". */
export interface SetUpTotpBody {
  /** The `ticket` in the details of `SECOND_FACTOR_SETUP_REQUIRED`. */
  ticket: string;
}

/** Request body of "Begin to set up a passkey during a sign-in". */
export interface SetUpPasskeyOptionsBody {
  /** The `ticket` in the details of `SECOND_FACTOR_SETUP_REQUIRED`. */
  ticket: string;
}

/** Request body of "Finish a set-up and sign in". */
export interface FinishSetUpBody {
  /** The `ticket` in the details of `SECOND_FACTOR_SETUP_REQUIRED`. */
  ticket: string;
  /** The six digits of the authenticator app. */
  code?: string;
  /** The new passkey. */
  passkey?: {
    /** Name by which the user knows the passkey, such as the device; at most 60 characters. */
    name: string;
    /** The JSON of the new credential, as the browser returns it; further members are ignored. */
    credential: {
      /** Id of the credential in base64url. */
      id: string;
      /** Id of the credential in base64url. */
      rawId: string;
      /** Always `public-key`. */
      type: 'public-key';
      /** The response of the authenticator. */
      response: {
        /** The client data in base64url. */
        clientDataJSON: string;
        /** The attestation object in base64url. */
        attestationObject: string;
        /** How the authenticator is reached. */
        transports?: string[];
      };
    };
  };
}

/** Request body of "Finish a set-up and sign in". */
export interface NovaFinishSetUpBody {
  /** The `ticket` in the details of `SECOND_FACTOR_SETUP_REQUIRED`. */
  ticket: string;
  /** The six digits of the authenticator app. */
  code?: string;
  /** The new passkey. */
  passkey?: {
    /** Name by which the user knows the passkey, such as the device; at most 60 characters. */
    name: string;
    /** The JSON of the new credential, as the browser returns it; further members are ignored. */
    credential: {
      /** Id of the credential in base64url. */
      id: string;
      /** Id of the credential in base64url. */
      rawId: string;
      /** Always `public-key`. */
      type: 'public-key';
      /** The response of the authenticator. */
      response: {
        /** The client data in base64url. */
        clientDataJSON: string;
        /** The attestation object in base64url. */
        attestationObject: string;
        /** How the authenticator is reached. */
        transports?: string[];
      };
    };
  };
}

/** Request body of "Sign in with the result of a provider". */
export interface ExchangeOidcBody {
  /** The `oidc_code` of the fragment. It works once, within a minute. */
  code: string;
  /** The random text whose SHA-256 is the `challenge` of the start. */
  verifier: string;
  /** Whether the session lasts 90 days instead of 30. With a ticket, that of the first step counts. */
  rememberMe?: boolean;
}

/** Request body of "Link an account of a provider". */
export interface LinkAccountBody {
  /** The `oidc_code` of the fragment. It works once, within a minute. */
  code: string;
  /** The random text whose SHA-256 is the `challenge` of the start. */
  verifier: string;
}

/** Request body of "Create an API token". */
export interface CreateApiTokenBody {
  /** Name of the token for its owner, at most 100 characters. */
  name: string;
  /** What the token may be used for. */
  scopes: (
    | 'booking.absences:read'
    | 'booking.absences:write'
    | 'booking.analytics:read'
    | 'booking.appointmentSeries:write'
    | 'booking.appointmentTypes:read'
    | 'booking.appointmentTypes:write'
    | 'booking.appointments:read'
    | 'booking.appointments:write'
    | 'booking.cabinets:read'
    | 'booking.cabinets:write'
    | 'booking.calendarImports:read'
    | 'booking.calendarImports:write'
    | 'booking.contacts:read'
    | 'booking.contacts:write'
    | 'booking.facilities:read'
    | 'booking.facilities:write'
    | 'booking.holds:write'
    | 'booking.holidays:read'
    | 'booking.holidays:write'
    | 'booking.legalHolds:read'
    | 'booking.legalHolds:write'
    | 'booking.notifications:read'
    | 'booking.notifications:write'
    | 'booking.own:read'
    | 'booking.own:write'
    | 'booking.pages:read'
    | 'booking.pages:write'
    | 'booking.patientAudit:read'
    | 'booking.patientMerges:write'
    | 'booking.patients:read'
    | 'booking.patients:write'
    | 'booking.practitioners:read'
    | 'booking.practitioners:write'
    | 'booking.proposals:read'
    | 'booking.retention:read'
    | 'booking.retention:write'
    | 'booking.slots:read'
    | 'booking.treatments:read'
    | 'booking.treatments:write'
    | 'booking.visits:write'
    | 'booking.waiting:read'
    | 'booking.waiting:write'
    | 'catalog.imports:read'
    | 'catalog.imports:write'
    | 'catalog.products:read'
    | 'catalog.products:write'
    | 'catalog.resources:read'
    | 'catalog.resources:write'
    | 'chat.blocks:read'
    | 'chat.blocks:write'
    | 'chat.conversations:read'
    | 'chat.conversations:write'
    | 'chat.files:write'
    | 'chat.groups:write'
    | 'chat.inviteLinks:read'
    | 'chat.inviteLinks:write'
    | 'chat.messages:read'
    | 'chat.messages:write'
    | 'chat.moderation:read'
    | 'chat.moderation:write'
    | 'chat.pins:read'
    | 'chat.pins:write'
    | 'chat.rooms:read'
    | 'chat.rooms:write'
    | 'chat.savedMessages:read'
    | 'chat.savedMessages:write'
    | 'chat.threads:read'
    | 'chat.threads:write'
    | 'community.comments:read'
    | 'community.comments:write'
    | 'community.feed:read'
    | 'community.followers:read'
    | 'community.following:read'
    | 'community.follows:write'
    | 'community.likes:read'
    | 'community.likes:write'
    | 'community.notices:read'
    | 'community.notices:write'
    | 'community.people:read'
    | 'community.playlistEditors:write'
    | 'community.playlistTracks:write'
    | 'community.playlists:read'
    | 'community.playlists:write'
    | 'community.publications:read'
    | 'identity.accounts:read'
    | 'identity.bans:read'
    | 'identity.bans:write'
    | 'identity.profiles:read'
    | 'identity.tickets:write'
    | 'media.albums:read'
    | 'media.albums:write'
    | 'media.linkPreviews:read'
    | 'media.recentPlays:read'
    | 'media.trackLinks:write'
    | 'media.trackNotices:read'
    | 'media.trackNotices:write'
    | 'media.tracks:read'
    | 'media.tracks:write'
    | 'media.transcodings:read'
    | 'media.transcodings:write'
    | 'media.uploads:read'
    | 'media.uploads:write'
  )[];
  /** Days until the token stops working, at most 365. */
  expires_in_days?: number;
}

/** Request body of "Create a bot". */
export interface CreateBotBody {
  /**
   * Unique user name: 2 to 40 letters of one script, digits, `_`, `.` or `-`, starting with a letter or digit. A
   * name that looks like that of another user is taken.
   */
  username: string;
  /** First name, at most 100 characters. */
  first_name?: string;
}

/** Request body of "Create an API token of a bot". */
export interface CreateBotTokenBody {
  /** Name of the token for its owner, at most 100 characters. */
  name: string;
  /** What the token may be used for. */
  scopes: (
    | 'booking.absences:read'
    | 'booking.absences:write'
    | 'booking.analytics:read'
    | 'booking.appointmentSeries:write'
    | 'booking.appointmentTypes:read'
    | 'booking.appointmentTypes:write'
    | 'booking.appointments:read'
    | 'booking.appointments:write'
    | 'booking.cabinets:read'
    | 'booking.cabinets:write'
    | 'booking.calendarImports:read'
    | 'booking.calendarImports:write'
    | 'booking.contacts:read'
    | 'booking.contacts:write'
    | 'booking.facilities:read'
    | 'booking.facilities:write'
    | 'booking.holds:write'
    | 'booking.holidays:read'
    | 'booking.holidays:write'
    | 'booking.legalHolds:read'
    | 'booking.legalHolds:write'
    | 'booking.notifications:read'
    | 'booking.notifications:write'
    | 'booking.own:read'
    | 'booking.own:write'
    | 'booking.pages:read'
    | 'booking.pages:write'
    | 'booking.patientAudit:read'
    | 'booking.patientMerges:write'
    | 'booking.patients:read'
    | 'booking.patients:write'
    | 'booking.practitioners:read'
    | 'booking.practitioners:write'
    | 'booking.proposals:read'
    | 'booking.retention:read'
    | 'booking.retention:write'
    | 'booking.slots:read'
    | 'booking.treatments:read'
    | 'booking.treatments:write'
    | 'booking.visits:write'
    | 'booking.waiting:read'
    | 'booking.waiting:write'
    | 'catalog.imports:read'
    | 'catalog.imports:write'
    | 'catalog.products:read'
    | 'catalog.products:write'
    | 'catalog.resources:read'
    | 'catalog.resources:write'
    | 'chat.blocks:read'
    | 'chat.blocks:write'
    | 'chat.conversations:read'
    | 'chat.conversations:write'
    | 'chat.files:write'
    | 'chat.groups:write'
    | 'chat.inviteLinks:read'
    | 'chat.inviteLinks:write'
    | 'chat.messages:read'
    | 'chat.messages:write'
    | 'chat.moderation:read'
    | 'chat.moderation:write'
    | 'chat.pins:read'
    | 'chat.pins:write'
    | 'chat.rooms:read'
    | 'chat.rooms:write'
    | 'chat.savedMessages:read'
    | 'chat.savedMessages:write'
    | 'chat.threads:read'
    | 'chat.threads:write'
    | 'community.comments:read'
    | 'community.comments:write'
    | 'community.feed:read'
    | 'community.followers:read'
    | 'community.following:read'
    | 'community.follows:write'
    | 'community.likes:read'
    | 'community.likes:write'
    | 'community.notices:read'
    | 'community.notices:write'
    | 'community.people:read'
    | 'community.playlistEditors:write'
    | 'community.playlistTracks:write'
    | 'community.playlists:read'
    | 'community.playlists:write'
    | 'community.publications:read'
    | 'identity.accounts:read'
    | 'identity.bans:read'
    | 'identity.bans:write'
    | 'identity.profiles:read'
    | 'identity.tickets:write'
    | 'media.albums:read'
    | 'media.albums:write'
    | 'media.linkPreviews:read'
    | 'media.recentPlays:read'
    | 'media.trackLinks:write'
    | 'media.trackNotices:read'
    | 'media.trackNotices:write'
    | 'media.tracks:read'
    | 'media.tracks:write'
    | 'media.transcodings:read'
    | 'media.transcodings:write'
    | 'media.uploads:read'
    | 'media.uploads:write'
  )[];
  /** Days until the token stops working, at most 365. */
  expires_in_days?: number;
}

/** Request body of "Create a webhook". */
export interface CreateWebhookBody {
  /**
   * An https address on the internet, without a port or a user name, at most 2,000 characters. On a platform for
   * development also http and any port of this machine.
   */
  url: string;
  /** The events that are sent. */
  events: (
    | 'track.ready'
    | 'track.failed'
    | 'track.deleted'
    | 'product.created'
    | 'product.updated'
    | 'product.deleted'
    | 'resource.created'
    | 'resource.updated'
    | 'resource.deleted'
    | 'appointment.changed'
  )[];
}

/** Request body of "Subscribe this browser to pushes". */
export interface SubscribePushBody {
  /** The `applicationServerKey` of the subscription, base64url. */
  public_key: string;
  /** Address of the push service: https, public, without a port. */
  endpoint: string;
  /** Keys of the browser. */
  keys: {
    /** Public key of the browser, a point of P-256, base64url. */
    p256dh: string;
    /** Secret of the browser, base64url. */
    auth: string;
  };
}

/** Of what the browsers of a user are notified. The default is everything. */
export interface PreferPushBody {
  /** Whether the browsers of the user are notified of messages of rooms that mention the user. */
  mentions: boolean;
  /** Whether the browsers of the user are notified of direct messages. */
  direct_messages: boolean;
  /** Whether the browsers of the user are notified of booked and changed appointments. */
  bookings: boolean;
}

/** Request body of "Ban a user from the platform". */
export interface BanAccountBody {
  /** Duration of the ban. */
  duration?: 'permanent' | '1h' | '24h' | '7d';
  /** Reason of the ban, at most 500 characters. */
  reason?: string;
}

/** Request body of "Give or take a role on the platform". */
export interface SetRoleBody {
  /** Role of the user on the platform. */
  role: 'user' | 'moderator' | 'admin';
}

/** Request body of "Create a product". */
export interface CreateProductBody {
  /**
   * The key of the owner for the product (SKU), 1 to 64 characters, or null. The products of an owner have
   * different keys.
   */
  sku?: string | null;
  /** Name of the product, 1 to 200 characters. If `nom` is present too, both must be equal. */
  name?: string;
  /** Description of the product, at most 5,000 characters. */
  description?: string;
  /**
   * Price from 0 to 9999999999.99 with at most two decimal places, as a number or a decimal text. If `prix` is
   * present too, both must be equal.
   */
  price?: number | string;
  /**
   * Prices in further currencies by their ISO 4217 code, at most 20: `{"USD": 13.9, "JPY": 1500}`, with as many
   * decimal places as the currency has. Null is none.
   */
  prices?: Record<string, number | string> | null;
  /** Number of items in stock. */
  stock?: number;
  /** Category of the product, 1 to 60 characters, or null. */
  category?: string | null;
  /** Name of the product, an alternative to `name`. */
  nom?: string;
  /** Price, an alternative to `price`. */
  prix?: number | string;
}

/** Request body of "Update a product". */
export interface UpdateProductBody {
  /**
   * The key of the owner for the product (SKU), 1 to 64 characters, or null. The products of an owner have
   * different keys.
   */
  sku?: string | null;
  /** Name of the product, 1 to 200 characters. If `nom` is present too, both must be equal. */
  name?: string;
  /** Description of the product, at most 5,000 characters. */
  description?: string;
  /**
   * Price from 0 to 9999999999.99 with at most two decimal places, as a number or a decimal text. If `prix` is
   * present too, both must be equal.
   */
  price?: number | string;
  /**
   * Prices in further currencies by their ISO 4217 code, at most 20: `{"USD": 13.9, "JPY": 1500}`, with as many
   * decimal places as the currency has. Null is none.
   */
  prices?: Record<string, number | string> | null;
  /** Number of items in stock. */
  stock?: number;
  /** Category of the product, 1 to 60 characters, or null. */
  category?: string | null;
  /** Name of the product, an alternative to `name`. */
  nom?: string;
  /** Price, an alternative to `price`. */
  prix?: number | string;
}

/** Request body of "Change the stock of a product". */
export interface AdjustProductStockBody {
  /** Items that are added; a negative number takes items away. */
  by: number;
}

/** Request body of "Add a file to a product". */
export interface AddProductFileBody {
  /** The file. */
  file: Blob;
}

/** Request body of "Add a picture to a product". */
export interface AddProductPictureBody {
  /** The file. */
  picture: Blob;
  /** What the picture shows, for people who do not see it: at most 300 characters. */
  alt?: string;
}

/** Request body of "Order and describe the pictures of a product". */
export interface ArrangeProductPicturesBody {
  /** All pictures of the product in their new order. */
  pictures: {
    /** Id of the picture. */
    id: string;
    /** What the picture shows, for people who do not see it: at most 300 characters. */
    alt: string;
  }[];
}

/** Request body of "Import products from a file". */
export interface ImportProductsBody {
  /** The file. */
  file: Blob;
  /** `true`: check the rows and change nothing. */
  dry_run?: 'true' | 'false';
}

/** Request body of "Upload a track". */
export interface UploadTrackBody {
  /** The file. */
  audio: Blob;
  /** Title, 1 to 200 characters. Default: the tag of the file, else its name. */
  title?: string;
  /** Artist, 1 to 200 characters. Default: the tag of the file. */
  artist?: string;
  /** Album, at most 200 characters. Default: the tag of the file. */
  album?: string;
  /** Genre, at most 60 characters. Default: the tag of the file. */
  genre?: string;
  /** Position on the album, 1 to 9999. Default: the tag of the file. */
  track_number?: number;
  /** Year of publication, 1000 to 2999. Default: the tag of the file. */
  year?: number;
  /** Tags as a JSON array or separated by commas: at most 20, of 1 to 50 characters. */
  tags?: string;
  /** Whether everyone can see and play the track. */
  is_public?: 'true' | 'false';
  /** Whether everyone who can play the track can download the uploaded file. */
  downloadable?: 'true' | 'false';
  /**
   * What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0.
   * Default: `all-rights-reserved`.
   */
  license?: 'all-rights-reserved' | 'cc-by' | 'cc-by-sa' | 'cc-by-nd' | 'cc-by-nc' | 'cc-by-nc-sa' | 'cc-by-nc-nd' | 'cc0';
}

/** Request body of "Upload the tracks of an album". */
export interface UploadAlbumBody {
  /** The files. */
  audio: Blob[];
  /** Artist, 1 to 200 characters. Default: the tag of the file. */
  artist?: string;
  /** Album, at most 200 characters. Default: the tag of the file. */
  album?: string;
  /** Genre, at most 60 characters. Default: the tag of the file. */
  genre?: string;
  /** Year of publication, 1000 to 2999. Default: the tag of the file. */
  year?: number;
  /** Tags as a JSON array or separated by commas: at most 20, of 1 to 50 characters. */
  tags?: string;
  /** Whether everyone can see and play the track. */
  is_public?: 'true' | 'false';
  /** Whether everyone who can play the track can download the uploaded file. */
  downloadable?: 'true' | 'false';
  /**
   * What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0.
   * Default: `all-rights-reserved`.
   */
  license?: 'all-rights-reserved' | 'cc-by' | 'cc-by-sa' | 'cc-by-nd' | 'cc-by-nc' | 'cc-by-nc-sa' | 'cc-by-nc-nd' | 'cc0';
}

/** Request body of "Update a track". */
export interface UpdateTrackBody {
  /** Title, 1 to 200 characters. */
  title?: string;
  /** Artist, 1 to 200 characters. */
  artist?: string;
  /** Album, at most 200 characters; null or empty removes it. */
  album?: string | null;
  /** Genre, at most 60 characters; null or empty removes it. */
  genre?: string | null;
  /** Tags: at most 20, of 1 to 50 characters. */
  tags?: string[];
  /** Whether everyone can see and play the track. */
  is_public?: boolean;
  /** Whether everyone who can play the track can download the uploaded file. */
  downloadable?: boolean;
  /** What others may do with the sound: all rights reserved, a licence of Creative Commons 4.0, or CC0 1.0. */
  license?: 'all-rights-reserved' | 'cc-by' | 'cc-by-sa' | 'cc-by-nd' | 'cc-by-nc' | 'cc-by-nc-sa' | 'cc-by-nc-nd' | 'cc0';
  /** Position on the album, 1 to 9999. Null removes it. */
  track_number?: number | null;
  /** Year of publication, 1000 to 2999. Null removes it. */
  year?: number | null;
}

/** Request body of "Replace the sound of a track". */
export interface ReplaceTrackAudioBody {
  /** The file. */
  audio: Blob;
}

/** Request body of "Give a track a cover". */
export interface SetTrackCoverBody {
  /** The file. */
  picture: Blob;
}

/** Request body of "Keep where the caller is in a track". */
export interface SetTrackPositionBody {
  /** Position in the sound in seconds, at most a week. */
  seconds: number;
}

/** Request body of "Create an album". */
export interface CreateAlbumBody {
  /** Title, 1 to 200 characters. */
  title: string;
  /** Words about the album, at most 2,000 characters. */
  description?: string;
  /** Default: `album`. */
  kind?: 'album' | 'ep' | 'single';
  /** Day of the release, `YYYY-MM-DD`. Default: none. */
  release_date?: string | null;
  /** Whether everyone can see the album. Default: false. */
  is_public?: boolean;
}

/** Request body of "Change the facts of an album". */
export interface UpdateAlbumBody {
  /** Title, 1 to 200 characters. */
  title?: string;
  /** Words about the album, at most 2,000 characters. */
  description?: string;
  /** How the artist names it. */
  kind?: 'album' | 'ep' | 'single';
  /** Day of the release, `YYYY-MM-DD`; null removes it. */
  release_date?: string | null;
  /** Whether everyone can see the album. */
  is_public?: boolean;
}

/** Request body of "Set the tracks of an album and their order". */
export interface PutAlbumTracksBody {
  /** Ids of all of its tracks in their order, at most 100. */
  track_ids: number[];
}

/** Request body of "Give an album a cover". */
export interface SetAlbumCoverBody {
  /** The file. */
  picture: Blob;
}

/** Request body of "Get the track of a secret link". */
export interface OpenSharedTrackBody {
  /** Code of the link, 22 characters. */
  code: string;
}

/** Request body of "Pause or resume the queue of transcodings". */
export interface PauseTranscodingQueueBody {
  /** Whether workers begin no transcoding. */
  paused: boolean;
}

/** Request body of "Start failed transcodings again". */
export interface RetryFailedTranscodingsBody {
  /** Only those with this code. Default: all codes but `CANCELLED`. */
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
}

/** Request body of "Upload a resource". */
export interface UploadResourceBody {
  /** The file. */
  file: Blob;
  /** Title of the resource, 1 to 200 characters. */
  title: string;
  /** Description of the resource, at most 5,000 characters. */
  description?: string;
  /** Kind of resource. */
  category: 'sample' | 'preset' | 'template' | 'document' | 'other';
  /** Tags as a JSON array of strings: at most 20, of 1 to 50 characters. */
  tags?: string;
  /** Whether everyone can see and download the resource. */
  is_public?: 'true' | 'false';
}

/** Request body of "Rate a resource". */
export interface RateResourceBody {
  /** Rating, 1 (worst) to 5 (best). */
  rating: number;
}

/** Request body of "Update a resource". */
export interface UpdateResourceBody {
  /** Title of the resource, 1 to 200 characters. */
  title?: string;
  /** Description of the resource, at most 5,000 characters. */
  description?: string;
  /** Kind of resource. */
  category?: 'sample' | 'preset' | 'template' | 'document' | 'other';
  /** Tags, at most 20, of 1 to 50 characters without a comma. */
  tags?: string[];
  /** Whether everyone can see and download the resource. */
  is_public?: boolean;
}

/** Request body of "Comment on a track". */
export interface AddCommentBody {
  /** The text, 1 to 1,000 characters. */
  text: string;
  /** Second of the track, within its duration; absent for the whole track. */
  second?: number | null;
  /** Id of the comment that this one replies to. A reply has no second. */
  reply_to?: number | null;
}

/** Request body of "Change the text of an own comment". */
export interface EditCommentBody {
  /** The text, 1 to 1,000 characters. */
  text: string;
}

/** Request body of "Mark notices as read". */
export interface ReadNoticesBody {
  /** Id of the latest notice that is read. A later one stays unread. */
  up_to?: number;
  /** Only notices about this thing. */
  thing?: {
    /** What the notice is about. */
    kind: 'room' | 'person' | 'track' | 'playlist' | 'appointment';
    /** Id of the thing: of a person, a track or a playlist a number, of a room its name, of an appointment a UUID. */
    id: string;
  };
}

/** Request body of "Choose where the caller is noticed of what". */
export interface SetNoticeLevelsBody {
  /** Messages of rooms that mention the user. */
  mention?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Direct messages. */
  direct_message?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** New followers. */
  follow?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Comments on own tracks. */
  comment?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Replies to own comments. */
  reply?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Playlists of others that the user may edit. */
  playlist?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Tracks that became ready. */
  track_ready?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Tracks that failed. */
  track_failed?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Appointments that were booked or have changed. */
  appointment?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
  /** Parts of the own page that a moderator has taken away. */
  profile_reset?: {
    /** Whether the list has notices of this kind. */
    app: boolean;
    /** Whether the browsers of the user are notified. */
    push: boolean;
    /** Whether a daily mail counts unread notices of this kind. */
    mail: boolean;
  };
}

/** Request body of "Create a playlist". */
export interface CreatePlaylistBody {
  /** Title, 1 to 100 characters. */
  title: string;
  /** Words about the playlist, at most 2,000 characters. */
  description?: string;
  /** Default: `private`. */
  visibility?: 'private' | 'public';
}

/** Request body of "Get the playlist of a link with its tracks". */
export interface OpenSharedPlaylistBody {
  /** Code of the link, 22 characters. */
  code: string;
  /** Number of tracks to return, 1 to 100. Default: 20. */
  limit?: number;
  /** Opaque cursor of the next page, from the previous response. */
  cursor?: string;
}

/** Request body of "Change title, words and visibility of a playlist". */
export interface UpdatePlaylistBody {
  /** Title, 1 to 100 characters. */
  title?: string;
  /** Words about the playlist, at most 2,000 characters. */
  description?: string;
  /** `private` ends the link. */
  visibility?: 'private' | 'public';
}

/** Request body of "Move a track of a playlist". */
export interface MoveInPlaylistBody {
  /** Id of the track behind which it stands then; null for the beginning. */
  after: number | null;
}

/** Request body of "Report a thing to the moderators". */
export interface ReportThingBody {
  /** The kind of the thing. `picture`, `banner` and `words` are parts of the page of a person, and have its id. */
  kind: 'comment' | 'playlist' | 'track' | 'album' | 'product' | 'resource' | 'picture' | 'banner' | 'words';
  /** Id of the thing; of a part of a page that of its person. */
  id: number;
  /** Short reason, such as spam or abuse. */
  reason: string;
  /** Further details for the moderators, at most 2,000 characters. */
  details?: string;
}

/** Request body of "Create a room". */
export interface CreateRoomBody {
  /** Name of the room, 1 to 100 characters. */
  name: string;
  /** Description, at most 1,000 characters, or null. */
  description?: string | null;
  /** Whether only invited members can see and join the room. */
  is_private?: boolean;
  /** Maximum number of members, 1 to 100,000; null for no limit. */
  member_limit?: number | null;
  /** Minimum seconds between two messages of one user, 0 to 86,400; 0 for no limit. */
  slow_mode?: number;
  /** Role of those who join: a `member` writes, a `reader` reads and reacts only. */
  default_role?: 'member' | 'reader';
}

/** Request body of "Change a room". */
export interface UpdateRoomBody {
  /** Name of the room, 1 to 100 characters. */
  name?: string;
  /** Description, at most 1,000 characters, or null. */
  description?: string | null;
  /** Whether only invited members can see and join the room. */
  is_private?: boolean;
  /** Maximum number of members, 1 to 100,000; null for no limit. Present members stay. */
  member_limit?: number | null;
  /** Minimum seconds between two messages of one user, 0 to 86,400; 0 for no limit. */
  slow_mode?: number;
  /** Role of those who join: a `member` writes, a `reader` reads and reacts only. */
  default_role?: 'member' | 'reader';
}

/** Request body of "Mark a room as read". */
export interface MarkRoomReadBody {
  /** Position of the last message read; 0 marks the whole room as unread. */
  seq: number;
}

/** Request body of "Set what a room notifies the caller about". */
export interface SetRoomNotificationsBody {
  /** What the room notifies about: `all` messages count as unread, only `mentions`, or `nothing`. */
  level: 'all' | 'mentions' | 'nothing';
  /** Until then the room notifies about nothing, ISO 8601, within 366 days; null for no pause. */
  paused_until?: string | null;
}

/** Request body of "Add a member to a room". */
export interface InviteMemberBody {
  /** Id of the user to add. */
  user_id: number;
}

/** Request body of "Make a member a moderator or a reader of a room, or end that". */
export interface SetMemberRoleBody {
  /** `moderator`; `reader`, who reads and reacts and does not write; or `member` to end both. */
  role: 'moderator' | 'member' | 'reader';
}

/** Request body of "Hand a room over to a member". */
export interface HandOverRoomBody {
  /** Id of the new owner. */
  user_id: number;
}

/** Request body of "Create a group of people". */
export interface CreateGroupBody {
  /** Ids of the other people, 1 to 19. */
  user_ids: number[];
  /** Name, 1 to 100 characters; null for the names of its people. */
  name?: string | null;
}

/** Request body of "Ban, mute or kick a user". */
export interface BanMemberBody {
  /** Id of the user to sanction. */
  user_id: number;
  /** `ban` bars the user from the room, `mute` from sending, `kick` ends the membership once. */
  kind?: 'ban' | 'mute' | 'kick';
  /** Duration of the sanction. */
  duration?: 'permanent' | '1h' | '24h' | '7d';
  /** Reason, at most 500 characters. */
  reason?: string;
  /** Also delete what the user has sent to the room in the last hours, 0 to 24; 0 deletes nothing. */
  purge_hours?: number;
}

/** Request body of "Report a user to the moderators". */
export interface ReportPersonBody {
  /** Id of the user to report. */
  user_id: number;
  /** Short reason, such as spam or abuse. */
  reason: string;
  /** Further details for the moderators, at most 2,000 characters. */
  details?: string;
}

/** Request body of "Resolve a report". */
export interface ResolveReportBody {
  /** The decision. */
  status: 'dismissed' | 'actioned';
  /** Note on the decision, at most 1,000 characters. */
  resolution?: string;
  /** Whether to delete the reported message too. */
  delete_message?: boolean;
}

/** Request body of "Create an invite link of a room". */
export interface CreateInviteLinkBody {
  /** How many people may join by it, 1 to 10,000; null for any number. */
  max_uses?: number | null;
  /** Hours until it ends, 1 to 8,760 (a year). */
  hours?: number;
}

/** Request body of "Get the room of an invite link". */
export interface LookUpInviteLinkBody {
  /** Code of the invite link, 22 characters. */
  code: string;
}

/** Request body of "Join a room by an invite link". */
export interface JoinByInviteLinkBody {
  /** Code of the invite link, 22 characters. */
  code: string;
}

/** Request body of "Mark a thread as read". */
export interface MarkThreadReadBody {
  /** `seq` of the last reply that is read. */
  seq: number;
}

/** Request body of "Create a cabinet". */
export interface CreateCabinetBody {
  /** Name of the cabinet, 1 to 200 characters. */
  name: string;
  /** IANA time zone, for example `Europe/Paris`. */
  timezone: string;
}

/** Request body of "Update a cabinet". */
export interface UpdateCabinetBody {
  /** Name of the cabinet, 1 to 200 characters. */
  name?: string;
  /** IANA time zone, for example `Europe/Paris`. */
  timezone?: string;
}

/** Request body of "Add a practitioner to a cabinet". */
export interface HirePractitionerBody {
  /** First name, 1 to 100 characters. */
  firstName: string;
  /** Last name, 1 to 100 characters. */
  lastName: string;
  /** Weekly working hours. At most 50 spans. */
  workingHours: {
    /** Start as `HH:MM` in the time zone of the cabinet. */
    start: string;
    /** End as `HH:MM`, or `24:00`. An end before `start` is on the next day. */
    end: string;
    /** Day of the week: 1 is Monday, 7 is Sunday. */
    day: number;
  }[];
  /** Dates whose hours replace those of their weekday. At most 400. */
  exceptions?: {
    /** The date, in the time zone of the cabinet. */
    date: string;
    /** Working hours of that date, at most 10 spans; empty for none. */
    hours: {
      /** Start as `HH:MM` in the time zone of the cabinet. */
      start: string;
      /** End as `HH:MM`, or `24:00`. An end before `start` is on the next day. */
      end: string;
    }[];
  }[];
  /** Minutes that stay free after each appointment. 0 to 240. */
  buffer?: number;
  /** Minutes before its start until which a slot is offered. 0 to 43,200 (30 days). */
  notice?: number;
  /** Days from now for which slots are offered. 1 to 730. */
  horizon?: number;
  /** Role in the cabinet. */
  role?: 'practitioner' | 'manager' | 'admin';
  /** Id of the account. Either `userId` or `email` is required. */
  userId?: string;
  /** Confirmed e-mail address of the account. Either `userId` or `email` is required. */
  email?: string;
}

/** Request body of "Update a practitioner". */
export interface UpdatePractitionerBody {
  /** First name, 1 to 100 characters. */
  firstName?: string;
  /** Last name, 1 to 100 characters. */
  lastName?: string;
  /** Weekly working hours. At most 50 spans. */
  workingHours?: {
    /** Start as `HH:MM` in the time zone of the cabinet. */
    start: string;
    /** End as `HH:MM`, or `24:00`. An end before `start` is on the next day. */
    end: string;
    /** Day of the week: 1 is Monday, 7 is Sunday. */
    day: number;
  }[];
  /** Dates whose hours replace those of their weekday. At most 400. */
  exceptions?: {
    /** The date, in the time zone of the cabinet. */
    date: string;
    /** Working hours of that date, at most 10 spans; empty for none. */
    hours: {
      /** Start as `HH:MM` in the time zone of the cabinet. */
      start: string;
      /** End as `HH:MM`, or `24:00`. An end before `start` is on the next day. */
      end: string;
    }[];
  }[];
  /** Minutes that stay free after each appointment. 0 to 240. */
  buffer?: number;
  /** Minutes before its start until which a slot is offered. 0 to 43,200 (30 days). */
  notice?: number;
  /** Days from now for which slots are offered. 1 to 730. */
  horizon?: number;
}

/** Request body of "Update a type of appointments". */
export interface UpdateAppointmentTypeBody {
  /** Length of the appointments of this type in minutes; null if each booking names one. */
  duration?: number | null;
  /** Minutes that stay free after an appointment of this type, 0 to 240; null for those of the practitioner. */
  buffer?: number | null;
  /** The room or device that its appointments use: one of a kind, or one by its id. Null for none. */
  needs?: {
    /** Any free one of this kind, at most 40 characters. */
    kind?: string;
    /** This one: id of a room or device of the cabinet. */
    facilityId?: string;
  } | null;
}

/** Request body of "Add a treatment to a cabinet". */
export interface CreateTreatmentBody {
  /** Name, at most 100 characters. No other treatment in use has it. */
  name: string;
  /** Public text, at most 1,000 characters. */
  description?: string;
  /** Which of the eight types its appointments are of, in lists and figures. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Length of its appointments in minutes, 5 to 720. */
  duration: number;
  /** Minutes that stay free after an appointment, 0 to 240; null for those of the practitioner. */
  buffer?: number | null;
  /** What it costs, or null. */
  price?: {
    /** Amount as a decimal text, at most with the places of the currency: `60.00`. */
    amount: string;
    /** Currency, ISO 4217: `EUR`. */
    currency: string;
  } | null;
  /** The practitioners who offer it, at most 100; empty if all practitioners of the cabinet do. */
  practitionerIds?: string[];
  /** Questions before the visit, at most 10. */
  questions?: {
    /** Id of a question that exists, which stays; absent for a new one. */
    id?: string;
    /** The question, at most 200 characters. */
    question: string;
    /** `text` takes any text, `choice` one of the options, `yes_no` the answers `yes` and `no`. */
    kind: 'text' | 'choice' | 'yes_no';
    /** Answers of a choice, 2 to 20; empty for the other kinds. */
    options?: string[];
    /** Whether patients must answer it to book. Staff may leave it out. */
    isRequired?: boolean;
  }[];
  /** The room or device that its appointments use: one of a kind, or one by its id. Null for none. */
  needs?: {
    /** Any free one of this kind, at most 40 characters. */
    kind?: string;
    /** This one: id of a room or device of the cabinet. */
    facilityId?: string;
  } | null;
  /** Whether patients book it over the public page. */
  isPublic?: boolean;
}

/** Request body of "Update or archive a treatment". */
export interface UpdateTreatmentBody {
  /** Name, at most 100 characters. No other treatment in use has it. */
  name?: string;
  /** Public text, at most 1,000 characters. */
  description?: string;
  /** Which of the eight types its appointments are of, in lists and figures. */
  type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Length of its appointments in minutes, 5 to 720. */
  duration?: number;
  /** Minutes that stay free after an appointment, 0 to 240; null for those of the practitioner. */
  buffer?: number | null;
  /** What it costs, or null. */
  price?: {
    /** Amount as a decimal text, at most with the places of the currency: `60.00`. */
    amount: string;
    /** Currency, ISO 4217: `EUR`. */
    currency: string;
  } | null;
  /** The practitioners who offer it, at most 100; empty if all practitioners of the cabinet do. */
  practitionerIds?: string[];
  /** Questions before the visit, at most 10. */
  questions?: {
    /** Id of a question that exists, which stays; absent for a new one. */
    id?: string;
    /** The question, at most 200 characters. */
    question: string;
    /** `text` takes any text, `choice` one of the options, `yes_no` the answers `yes` and `no`. */
    kind: 'text' | 'choice' | 'yes_no';
    /** Answers of a choice, 2 to 20; empty for the other kinds. */
    options?: string[];
    /** Whether patients must answer it to book. Staff may leave it out. */
    isRequired?: boolean;
  }[];
  /** The room or device that its appointments use: one of a kind, or one by its id. Null for none. */
  needs?: {
    /** Any free one of this kind, at most 40 characters. */
    kind?: string;
    /** This one: id of a room or device of the cabinet. */
    facilityId?: string;
  } | null;
  /** Whether patients book it over the public page. */
  isPublic?: boolean;
  /** Whether it is out of use; appointments that exist keep it. */
  isArchived?: boolean;
}

/** Request body of "Choose the public holidays of a cabinet". */
export interface UpdatePublicHolidaysBody {
  /** ISO 3166 code of a country (`FR`) or of a part of it (`DE-BY`); null for no public holidays. */
  region?: string | null;
  /** Keys of the holidays on which the cabinet works; replaces the stored ones. */
  open?: string[];
}

/** Request body of "Add a room or a device to a cabinet". */
export interface CreateFacilityBody {
  /** Name, at most 100 characters. No other room or device in use has it. */
  name: string;
  /** Kind, in the words of the cabinet, at most 40 characters: `room`, `X-ray`. Ignores case and accents. */
  kind: string;
}

/** Request body of "Update or archive a room or a device". */
export interface UpdateFacilityBody {
  /** Name, at most 100 characters. No other room or device in use has it. */
  name?: string;
  /** Kind, in the words of the cabinet, at most 40 characters: `room`, `X-ray`. Ignores case and accents. */
  kind?: string;
  /** Whether it is out of use; appointments that exist keep it. */
  isArchived?: boolean;
}

/** Request body of "Create an absence of a practitioner". */
export interface CreateAbsenceBody {
  /** Start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** End, ISO 8601, after `startTime` by at most a year. */
  endTime: string;
  /** Reason, 1 to 500 characters. */
  reason?: string;
  /** Whether the absence is entered over appointments, for example in case of illness. Default: false. */
  overrides?: boolean;
}

/** Request body of "Import the busy times of a calendar elsewhere". */
export interface AddCalendarImportBody {
  /** Address of an iCalendar feed: https or webcal, without a user name and without a port. */
  address: string;
}

/** Request body of "Make a secret address of an iCalendar feed". */
export interface RenewCalendarFeedBody {
  /**
   * Id of the cabinet whose appointments with the caller as practitioner the feed has. Default: the own
   * appointments as a patient, in all cabinets.
   */
  cabinetId?: string;
}

/** Request body of "Hold a slot". */
export interface CreateHoldBody {
  /** Id of the practitioner. */
  practitionerId: string;
  /** Start of the slot, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Duration in minutes, 5 to 720. Default: that of the type. */
  duration?: number;
  /** Type of the appointment, which may have a length and a buffer of its own. */
  type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
  treatmentId?: string;
}

/** Request body of "Book an appointment". */
export interface CreateAppointmentBody {
  /** Id of the patient. Either `patientId` or `patientData` is required. */
  patientId?: string | null;
  /** A new patient. Either `patientId` or `patientData` is required. */
  patientData?: {
    /** First name, 1 to 100 characters. */
    firstName: string;
    /** Last name, 1 to 100 characters. */
    lastName: string;
    /** E-mail address, at most 254 characters. */
    email?: string;
    /** Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`. */
    phone?: string;
    /** Date of birth, `YYYY-MM-DD`. */
    dateOfBirth?: string;
  } | null;
  /** Id of the practitioner, or `any`: the one who is free then with the fewest appointments of that date. */
  practitionerId: string | 'any';
  /** What the appointment is for. That of the treatment replaces it. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet; null for none. */
  treatmentId?: string | null;
  /** Answers to the questions of the treatment, at most 10; null for none. */
  answers?:
    | {
        /** Id of the question. */
        questionId: string;
        /** The answer, at most 1,000 characters; `yes` or `no` for a question of that kind. */
        answer: string;
      }[]
    | null;
  /** Start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Duration in minutes, 5 to 720. Default: that of the treatment or type, if it has one. */
  duration?: number;
  /** Notes, at most 5,000 characters. */
  notes?: string | null;
  /** Urgency of the appointment. */
  urgency?: 'normal' | 'urgent' | 'emergency';
  /** Books the time although the patient has another appointment then. Default: false. */
  force?: boolean;
}

/** Request body of "Book repeating appointments". */
export interface CreateAppointmentSeriesBody {
  /** Id of the patient. Either `patientId` or `patientData` is required. */
  patientId?: string | null;
  /** A new patient. Either `patientId` or `patientData` is required. */
  patientData?: {
    /** First name, 1 to 100 characters. */
    firstName: string;
    /** Last name, 1 to 100 characters. */
    lastName: string;
    /** E-mail address, at most 254 characters. */
    email?: string;
    /** Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`. */
    phone?: string;
    /** Date of birth, `YYYY-MM-DD`. */
    dateOfBirth?: string;
  } | null;
  /** Id of the practitioner, or `any`: the one who is free then with the fewest appointments of that date. */
  practitionerId: string | 'any';
  /** What the appointment is for. That of the treatment replaces it. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet; null for none. */
  treatmentId?: string | null;
  /** Answers to the questions of the treatment, at most 10; null for none. */
  answers?:
    | {
        /** Id of the question. */
        questionId: string;
        /** The answer, at most 1,000 characters; `yes` or `no` for a question of that kind. */
        answer: string;
      }[]
    | null;
  /** Start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Duration in minutes, 5 to 720. Default: that of the treatment or type, if it has one. */
  duration?: number;
  /** Notes, at most 5,000 characters. */
  notes?: string | null;
  /** Urgency of the appointment. */
  urgency?: 'normal' | 'urgent' | 'emergency';
  /** Books the time although the patient has another appointment then. Default: false. */
  force?: boolean;
  /** Recurrence rule of RFC 5545, from `startTime` on in the time zone of the cabinet; at most 52 occurrences. */
  rule: string;
}

/** Request body of "Cancel an appointment of a series and those after it". */
export interface CancelFollowingAppointmentsBody {
  /** Reason of the change, for the history; at most 500 characters. */
  reason?: string | null;
}

/** Request body of "Update an appointment". */
export interface UpdateAppointmentBody {
  /** Start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime?: string;
  /** Duration of the appointment in minutes, 5 to 720. */
  duration?: number;
  /** Id of the practitioner. */
  practitionerId?: string;
  /** New status; `pending` and `rescheduled` can not be set. */
  status?: 'pending' | 'confirmed' | 'cancelled' | 'completed' | 'no_show' | 'rescheduled';
  /** What the appointment is for. Another type ends the treatment. */
  type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Urgency of the appointment. */
  urgency?: 'normal' | 'urgent' | 'emergency';
  /** Where the patient is on the day; null for unknown. */
  presence?: 'arrived' | 'late' | 'called' | null;
  /** Notes, at most 5,000 characters; null or an empty text deletes them. */
  notes?: string | null;
  /** Reason of the change, for the history; at most 500 characters. */
  reason?: string | null;
}

/** Request body of "Cancel an appointment". */
export interface CancelAppointmentBody {
  /** Reason of the change, for the history; at most 500 characters. */
  reason?: string | null;
}

/** Request body of "Move an appointment". */
export interface RescheduleAppointmentBody {
  /** Start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Reason of the change, for the history; at most 500 characters. */
  reason?: string | null;
}

/** Request body of "Create a patient". */
export interface CreatePatientBody {
  /** First name, 1 to 100 characters. */
  firstName: string;
  /** Last name, 1 to 100 characters. */
  lastName: string;
  /** E-mail address, at most 254 characters. */
  email?: string;
  /** Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`. */
  phone?: string;
  /** Date of birth, `YYYY-MM-DD`. */
  dateOfBirth?: string;
  /** Creates the patient although a likely duplicate exists. */
  force?: boolean;
}

/** Request body of "Update a patient". */
export interface UpdatePatientBody {
  /** First name, 1 to 100 characters. */
  firstName?: string;
  /** Last name, 1 to 100 characters. */
  lastName?: string;
  /** E-mail address, at most 254 characters; null removes it. */
  email?: string | null;
  /** Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`; null removes it. */
  phone?: string | null;
  /** Date of birth, `YYYY-MM-DD`; null removes it. */
  dateOfBirth?: string | null;
  /**
   * Whether the patient agrees to reminders by SMS. They go to mobile numbers: in the international form, or in
   * that of the country whose public holidays the cabinet has.
   */
  smsConsent?: boolean;
}

/** Request body of "Merge a duplicate into a patient". */
export interface MergePatientBody {
  /** Id of the patient that is merged into the patient of the path, and is hidden afterwards. */
  duplicateId: string;
  /**
   * Fields that take the value of the duplicate, if it has one. The other fields keep theirs, and take that of the
   * duplicate where they have none.
   */
  take?: ('firstName' | 'lastName' | 'email' | 'phone' | 'dateOfBirth')[];
}

/** Request body of "Place a legal hold on a patient". */
export interface PlaceLegalHoldBody {
  /** Why the data must be kept, 1 to 500 characters. */
  reason: string;
  /** When the hold ends by itself, in the future. Default: never. */
  until?: string;
}

/** Fields that are left out keep their value. */
export interface UpdateRetentionPolicyBody {
  /** Years that a treated patient is kept after the last contact. Default: 20. */
  recordsYears?: number;
  /** Months that a patient without a treatment is kept after the last contact. Default: 36. */
  patientsMonths?: number;
  /** Months that lines of the audit of patients are kept. Default: 36. */
  auditMonths?: number;
  /** Days that a visit of the public page is kept after its end. Default: 1. */
  visitsDays?: number;
  /** Days that what a mail was about is kept. Default: 3. */
  mailsDays?: number;
}

/** The public page of a cabinet, as its managers set it. */
export interface UpdateCabinetPageBody {
  /** Name of the page in its address: small letters, digits and hyphens; 3 to 60 characters, unique. */
  slug: string;
  /** Whether strangers see the page, its free times, and book. */
  isOpen: boolean;
  /** Public text, at most 2,000 characters. */
  description?: string;
  /** Public phone number. */
  phone?: string | null;
  /** Public postal address. */
  address?: string | null;
  /** Hours before the start until which patients move and cancel appointments, 0 to 720. */
  changeWindow?: number;
  /** Longest appointment that patients book, in minutes. */
  longest?: number;
  /**
   * Hours before the start at which patients are reminded, at most four of 1 to 720; empty for none, null for the
   * default of the platform (48 and 2).
   */
  reminders?: number[] | null;
  /** How the iCalendar feeds of practitioners show patients: not at all, by their initials, or by their names. */
  feedNames?: 'none' | 'initials' | 'names';
  /** Language of mails to patients whose own language is unknown. */
  language?: 'en' | 'fr';
}

/** Request body of "Mail a code that confirms an e-mail address". */
export interface RequestVisitCodeBody {
  /** E-mail address of the person who books, at most 254 characters. */
  email: string;
}

/** Request body of "Begin a visit with a mailed code". */
export interface OpenVisitBody {
  /** Id of the request of the code. */
  requestId: string;
  /** The six-digit code from the mail. */
  code: string;
}

/** Request body of "Hold a free time". */
export interface HoldVisitTimeBody {
  /** Id of the practitioner. */
  practitionerId: string;
  /** Start of the slot, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Duration of the appointment in minutes, 5 to 720. */
  duration: number;
  /** Type of the appointment, which may have a length and a buffer of its own. */
  type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
  treatmentId?: string;
  /** Secret of the visit. */
  visit: string;
}

/** Request body of "Book a free time". */
export interface BookVisitTimeBody {
  /** Id of the practitioner. */
  practitionerId: string;
  /** Start of the slot, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Duration of the appointment in minutes, 5 to 720. */
  duration: number;
  /** What the appointment is for. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
  treatmentId?: string;
  /** Secret of the visit. */
  visit: string;
  /** Answers to the questions of the treatment, at most 10. */
  answers?: {
    /** Id of the question. */
    questionId: string;
    /** The answer, at most 1,000 characters; `yes` or `no` for a question of that kind. */
    answer: string;
  }[];
  /** The patient. The e-mail address is that of the visit. */
  patient: {
    /** First name, 1 to 100 characters. */
    firstName: string;
    /** Last name, 1 to 100 characters. */
    lastName: string;
    /** Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`. */
    phone?: string;
    /** Date of birth, `YYYY-MM-DD`. */
    dateOfBirth?: string;
    /** Whether the patient is the person who books, or a child of that person. */
    relation?: 'self' | 'child';
  };
}

/** Request body of "Get the appointment of a mailed link". */
export interface ShowLinkedAppointmentBody {
  /** Token of the link in the mail. */
  token: string;
}

/** Request body of "Cancel the appointment of a mailed link". */
export interface CancelLinkedAppointmentBody {
  /** Token of the link in the mail. */
  token: string;
  /** Reason for the cabinet, at most 500 characters. */
  reason?: string | null;
}

/** Request body of "List free times for the appointment of a mailed link". */
export interface ShowLinkedProposalBody {
  /** Token of the link in the mail. */
  token: string;
}

/** Request body of "Move the appointment of a mailed link". */
export interface MoveLinkedAppointmentBody {
  /** Token of the link in the mail. */
  token: string;
  /** New start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Another practitioner, only if the appointment needs another time because of an absence or a departure. */
  practitionerId?: string;
}

/** Request body of "Switch the reminders to an address on or off". */
export interface SetLinkedRemindersBody {
  /** Token of the link in the mail. */
  token: string;
  /** Whether the cabinet sends reminders to this address. */
  wanted: boolean;
}

/** Request body of "Add a patient to the waiting list". */
export interface AddToWaitingListBody {
  /** Id of the practitioner, or `any`. */
  practitionerId?: string | 'any';
  /** What the appointment is for. That of the treatment replaces it. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
  treatmentId?: string;
  /** Duration in minutes, 5 to 720. Default: that of the treatment or type, else 30. */
  duration?: number;
  /** First date, in the time zone of the cabinet. */
  dateFrom: string;
  /** Last date, inclusive, at most 92 days later. */
  dateTo: string;
  /** Id of the patient. */
  patientId: string;
}

/** Request body of "Join the waiting list of a cabinet". */
export interface JoinWaitingListBody {
  /** Id of the practitioner, or `any`. */
  practitionerId?: string | 'any';
  /** What the appointment is for. That of the treatment replaces it. */
  type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
  /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
  treatmentId?: string;
  /** Duration in minutes, 5 to 720. Default: that of the treatment or type, else 30. */
  duration?: number;
  /** First date, in the time zone of the cabinet. */
  dateFrom: string;
  /** Last date, inclusive, at most 92 days later. */
  dateTo: string;
  /** Secret of the visit. */
  visit: string;
  /** The patient. The e-mail address is that of the visit. */
  patient: {
    /** First name, 1 to 100 characters. */
    firstName: string;
    /** Last name, 1 to 100 characters. */
    lastName: string;
    /** Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`. */
    phone?: string;
    /** Date of birth, `YYYY-MM-DD`. */
    dateOfBirth?: string;
    /** Whether the patient is the person who books, or a child of that person. */
    relation?: 'self' | 'child';
  };
}

/** Request body of "Get the offer of a mailed link". */
export interface ShowWaitingOfferBody {
  /** Token of the link in the mail. */
  token: string;
}

/** Request body of "Book the offered time". */
export interface AcceptWaitingOfferBody {
  /** Token of the link in the mail. */
  token: string;
}

/** Request body of "Decline the offered time". */
export interface DeclineWaitingOfferBody {
  /** Token of the link in the mail. */
  token: string;
  /** Whether the patient leaves the waiting list. Default: false. */
  leave?: boolean;
}

/** Request body of "Add a person who stands for a patient". */
export interface AddPatientContactBody {
  /** E-mail address of the person, at most 254 characters. */
  email: string;
  /** Whether the address is that of the patient, or of a person who manages the appointments of the patient. */
  relation: 'self' | 'guardian';
  /** Language of mails to patients. */
  language?: 'en' | 'fr';
}

/** Request body of "Cancel an own appointment". */
export interface CancelOwnAppointmentBody {
  /** Reason of the change, for the history; at most 500 characters. */
  reason?: string | null;
}

/** Request body of "Move an own appointment". */
export interface MoveOwnAppointmentBody {
  /** New start, ISO 8601. Without an offset it is read in the time zone of the cabinet. */
  startTime: string;
  /** Another practitioner, only if the appointment needs another time because of an absence or a departure. */
  practitionerId?: string;
}

/** Request body of "Change the notification preferences". */
export interface UpdateNotificationPreferencesBody {
  /** Whether notifications about appointments are created for the caller. */
  appointment?: boolean;
  /** Reserved: no notification about patients is created yet. Stored for the caller. */
  patient?: boolean;
  /** Whether notifications about the cabinet itself are created for the caller. */
  system?: boolean;
  /** Whether notifications about appointments that begin soon are created for the caller. */
  reminder?: boolean;
}
