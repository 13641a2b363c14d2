// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.

import type { Answer, Options, Way } from '../call.js';
import type {
  Session,
  EnvelopedSession,
  EnvelopedProfile,
  EnvelopedDone,
  Ticket,
  NovaUser,
  NovaTokens,
  NovaSession,
  NovaDone,
  Profile,
  PublicProfile,
  LoginSession,
  Product,
  ProductFile,
  ProductPage,
  Resource,
  ResourcePage,
  Track,
  UploadedTrack,
  TrackPage,
  TrackStream,
  Waveform,
  Message,
  Room,
  Conversation,
  Member,
  Sanction,
  Report,
  MessageVersion,
  AuditLine,
  Cabinet,
  Practitioner,
  Absence,
  AppointmentSlot,
  Hold,
  Patient,
  PatientPage,
  LoginBody,
  SignUpBody,
  RefreshBody,
  ForgotPasswordBody,
  ResetPasswordBody,
  LoginEnvelopedBody,
  RegisterBody,
  RefreshEnvelopedBody,
  VerifyEmailBody,
  NovaLoginBody,
  NovaRequestOtpBody,
  NovaLoginOtpBody,
  NovaRefreshBody,
  NovaUpdateProfileBody,
  NovaChangePasswordBody,
  NovaRequestPasswordResetBody,
  NovaResetPasswordBody,
  UpdateMeBody,
  BanAccountBody,
  CreateProductBody,
  UpdateProductBody,
  AddProductFileBody,
  UploadTrackBody,
  UpdateTrackBody,
  UploadResourceBody,
  RateResourceBody,
  CreateRoomBody,
  MarkRoomReadBody,
  InviteMemberBody,
  BanMemberBody,
  ResolveReportBody,
  CreateCabinetBody,
  HirePractitionerBody,
  CreateAbsenceBody,
  CreateHoldBody,
  CreatePatientBody,
  UpdatePatientBody,
} from './schemas.js';

/** One method a call, by the name of its operation. */
export abstract class Operations {
  protected abstract send<Data>(method: string, path: string, input?: object, way?: Way): Promise<Answer<Data>>;

  /** Sign in. Refusals of its own: `INVALID_CREDENTIALS`, `BANNED`. */
  login(input: { body: LoginBody } & Options): Promise<Answer<Session>> {
    return this.send('POST', '/api/v1/login', input);
  }

  /** Make an account. Refusals of its own: `EMAIL_TAKEN`, `USERNAME_TAKEN`. */
  signUp(input: { body: SignUpBody } & Options): Promise<Answer<Session>> {
    return this.send('POST', '/api/v1/signup', input);
  }

  /** Exchange a refresh token for a new pair. Refusals of its own: `INVALID_GRANT`. */
  refresh(input: { body: RefreshBody } & Options): Promise<Answer<Session>> {
    return this.send('POST', '/api/v1/refresh', input);
  }

  /** End this session */
  logout(input?: Options): Promise<Answer<void>> {
    return this.send('POST', '/api/v1/logout', input);
  }

  /** Ask for a mail with a link to a new password */
  forgotPassword(input: { body: ForgotPasswordBody } & Options): Promise<Answer<void>> {
    return this.send('POST', '/api/v1/forgot-password', input);
  }

  /** Set a new password with the token of the mail. Refusals of its own: `INVALID_TOKEN`. */
  resetPassword(input: { body: ResetPasswordBody } & Options): Promise<Answer<void>> {
    return this.send('POST', '/api/v1/reset-password', input);
  }

  /** A ticket that opens one WebSocket */
  createTicket(input?: Options): Promise<Answer<Ticket>> {
    return this.send('POST', '/api/v1/ws-tickets', input);
  }

  /** Sign in. Refusals of its own: `BAD_CREDENTIALS`, `BANNED`. */
  loginEnveloped(input: { body: LoginEnvelopedBody } & Options): Promise<Answer<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/login', input);
  }

  /** Make an account. Refusals of its own: `EMAIL_TAKEN`, `USERNAME_TAKEN`. */
  register(input: { body: RegisterBody } & Options): Promise<Answer<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/register', input);
  }

  /** Exchange a refresh token for a new pair. Refusals of its own: `INVALID_GRANT`. */
  refreshEnveloped(input: { body: RefreshEnvelopedBody } & Options): Promise<Answer<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/refresh', input);
  }

  /** End this session */
  logoutEnveloped(input?: Options): Promise<Answer<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/logout', input);
  }

  /** One's own profile */
  me(input?: Options): Promise<Answer<EnvelopedProfile>> {
    return this.send('GET', '/api/v1/auth/me', input);
  }

  /** Confirm an address with the token of the mail. Refusals of its own: `INVALID_TOKEN`, `EMAIL_TAKEN`. */
  verifyEmail(input: { body: VerifyEmailBody } & Options): Promise<Answer<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/verify-email', input);
  }

  /** Send the mail that confirms the address again */
  resendVerification(input?: Options): Promise<Answer<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/verify-email/resend', input);
  }

  /** Sign in. Refusals of its own: `INVALID_CREDENTIALS`, `BANNED`. */
  novaLogin(input: { body: NovaLoginBody } & Options): Promise<Answer<NovaSession>> {
    return this.send('POST', '/api/auth/login', input);
  }

  /** Ask for a mail with a one-time code */
  novaRequestOtp(input: { body: NovaRequestOtpBody } & Options): Promise<Answer<NovaDone>> {
    return this.send('POST', '/api/auth/otp-request', input);
  }

  /** Sign in with a one-time code: six digits, five minutes, five tries. Refusals of its own: `INVALID_CODE`, `BANNED`. */
  novaLoginOtp(input: { body: NovaLoginOtpBody } & Options): Promise<Answer<NovaSession>> {
    return this.send('POST', '/api/auth/login-otp', input);
  }

  /** Exchange a refresh token for a new pair. Refusals of its own: `INVALID_GRANT`. */
  novaRefresh(input: { body: NovaRefreshBody } & Options): Promise<Answer<NovaTokens>> {
    return this.send('POST', '/api/auth/refresh', input);
  }

  /** End this session */
  novaLogout(input?: Options): Promise<Answer<NovaDone>> {
    return this.send('POST', '/api/auth/logout', input);
  }

  /** Who one is */
  novaMe(input?: Options): Promise<Answer<NovaUser>> {
    return this.send('GET', '/api/auth/me', input);
  }

  /** Change first name, last name, preferences; the e-mail address with the current password, confirmed by mail. Other fields are ignored. Refusals of its own: `INVALID_CREDENTIALS`. */
  novaUpdateProfile(input: { body: NovaUpdateProfileBody } & Options): Promise<Answer<NovaUser>> {
    return this.send('PUT', '/api/auth/profile', input);
  }

  /** Set a new password with the current one; all other sessions end. Refusals of its own: `INVALID_CREDENTIALS`. */
  novaChangePassword(input: { body: NovaChangePasswordBody } & Options): Promise<Answer<NovaDone>> {
    return this.send('PUT', '/api/auth/change-password', input);
  }

  /** Ask for a mail with a link to a new password */
  novaRequestPasswordReset(input: { body: NovaRequestPasswordResetBody } & Options): Promise<Answer<NovaDone>> {
    return this.send('POST', '/api/auth/password-reset-request', input);
  }

  /** Set a new password with the token of the mail; every session ends. Refusals of its own: `INVALID_TOKEN`. */
  novaResetPassword(input: { body: NovaResetPasswordBody } & Options): Promise<Answer<NovaDone>> {
    return this.send('POST', '/api/auth/password-reset', input);
  }

  /** One's own profile */
  getMe(input?: Options): Promise<Answer<Profile>> {
    return this.send('GET', '/api/v1/users/me', input);
  }

  /** Change one's own profile. Refusals of its own: `USERNAME_TAKEN`, `PRECONDITION_FAILED`. */
  updateMe(input: { body: UpdateMeBody } & Options): Promise<Answer<Profile>> {
    return this.send('PATCH', '/api/v1/users/me', input);
  }

  /** Erase one's account; messages keep their place, by "deleted user" */
  eraseMe(input?: Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/users/me', input);
  }

  /** Everything that is kept of oneself: a ZIP with a JSON file for each kind of data */
  exportMe(input?: Options): Promise<Answer<Response>> {
    return this.send('GET', '/api/v1/users/me/export', input, { answer: 'open' });
  }

  /** One's live sessions */
  listSessions(input?: Options): Promise<Answer<{ sessions: LoginSession[] }>> {
    return this.send('GET', '/api/v1/users/me/sessions', input);
  }

  /** End all sessions but this one */
  revokeOtherSessions(input?: Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/users/me/sessions', input);
  }

  /** End one session */
  revokeSession(input: { path: { id: string } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/users/me/sessions/{id}', input);
  }

  /** A person's public profile. Refusals of its own: `USER_NOT_FOUND`. */
  getUser(input: { path: { id: number } } & Options): Promise<Answer<PublicProfile>> {
    return this.send('GET', '/api/v1/users/{id}', input);
  }

  /** The latest bans of an account from the platform, by whom they came and by whom they were lifted. For moderators of the platform. Refusals of its own: `USER_NOT_FOUND`. */
  listAccountBans(input: { path: { id: number } } & Options): Promise<
    Answer<
      {
        id: number;
        user_id: number;
        moderator_id: number;
        duration: 'permanent' | '1h' | '24h' | '7d';
        reason: string;
        created_at: string;
        until: string | null;
        lifted_at: string | null;
        lifted_by: number | null;
      }[]
    >
  > {
    return this.send('GET', '/api/v1/users/{id}/bans', input);
  }

  /** Ban an account from the platform: its sessions end, its sockets close with 4403, signing in is BANNED. For moderators of the platform. Refusals of its own: `USER_NOT_FOUND`, `FORBIDDEN`. */
  banAccount(input: { path: { id: number }; body: BanAccountBody } & Options): Promise<
    Answer<{
      id: number;
      user_id: number;
      moderator_id: number;
      duration: 'permanent' | '1h' | '24h' | '7d';
      reason: string;
      created_at: string;
      until: string | null;
      lifted_at: string | null;
      lifted_by: number | null;
    }>
  > {
    return this.send('POST', '/api/v1/users/{id}/bans', input);
  }

  /** Let an account sign in again. For moderators of the platform. Refusals of its own: `USER_NOT_FOUND`, `FORBIDDEN`. */
  liftAccountBan(input: { path: { id: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/users/{id}/bans', input);
  }

  /** Products by filters, words and order */
  listProducts(
    input?: {
      query?: {
        page?: number;
        limit?: number;
        cursor?: string;
        search?: string;
        sort?: 'created_at' | '-created_at' | 'prix' | '-prix' | 'nom' | '-nom';
        category?: string;
        price_min?: number | string;
        price_max?: number | string;
        facets?: 'category'[];
      };
    } & Options,
  ): Promise<Answer<ProductPage>> {
    return this.send('GET', '/api/v1/products', input);
  }

  /** Offer a product */
  createProduct(input: { body: CreateProductBody } & Options): Promise<Answer<Product>> {
    return this.send('POST', '/api/v1/products', input);
  }

  /** One product with its files */
  getProduct(input: { path: { id: number } } & Options): Promise<Answer<Product>> {
    return this.send('GET', '/api/v1/products/{id}', input);
  }

  /** Change what is sent of a product. Refusals of its own: `PRECONDITION_FAILED`. */
  updateProduct(input: { path: { id: number }; body: UpdateProductBody } & Options): Promise<Answer<Product>> {
    return this.send('PUT', '/api/v1/products/{id}', input);
  }

  /** Take a product away with its files. Refusals of its own: `PRECONDITION_FAILED`. */
  deleteProduct(input: { path: { id: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/products/{id}', input);
  }

  /** Add a file (`file`, 50 MiB at most) to a product. Refusals of its own: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `QUOTA_EXCEEDED`, `CONFLICT`. */
  addProductFile(input: { path: { id: number }; body: AddProductFileBody } & Options): Promise<Answer<ProductFile>> {
    return this.send('POST', '/api/v1/products/{id}/files', input, { body: 'form' });
  }

  /** The bytes of a file: for the owner and administrators, and for everybody while the price is 0. Refusals of its own: `RANGE_NOT_SATISFIABLE`. */
  getProductFile(input: { path: { id: number; fileId: number } } & Options): Promise<Answer<Response>> {
    return this.send('GET', '/api/v1/products/{id}/files/{fileId}', input, { answer: 'open' });
  }

  /** Take a file away */
  removeProductFile(input: { path: { id: number; fileId: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/products/{id}/files/{fileId}', input);
  }

  /** Public tracks and one’s own, newest first */
  listTracks(
    input?: {
      query?: {
        page?: number;
        limit?: number;
        cursor?: string;
        search?: string;
        artist?: string;
        genre?: string;
        tags?: string[];
      };
    } & Options,
  ): Promise<Answer<TrackPage>> {
    return this.send('GET', '/api/v1/tracks', input);
  }

  /** One track */
  getTrack(input: { path: { id: number } } & Options): Promise<Answer<Track>> {
    return this.send('GET', '/api/v1/tracks/{id}', input);
  }

  /** Change what is sent of a track. Refusals of its own: `PRECONDITION_FAILED`. */
  updateTrack(input: { path: { id: number }; body: UpdateTrackBody } & Options): Promise<Answer<Track>> {
    return this.send('PUT', '/api/v1/tracks/{id}', input);
  }

  /** Take a track away with its bytes. Refusals of its own: `PRECONDITION_FAILED`. */
  deleteTrack(input: { path: { id: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/tracks/{id}', input);
  }

  /** Upload a sound (file `audio`, 500 MiB at most) with its facts; transcoding follows. Refusals of its own: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`. */
  uploadTrack(input: { body: UploadTrackBody } & Options): Promise<Answer<UploadedTrack>> {
    return this.send('POST', '/api/v1/tracks/upload', input, { body: 'form' });
  }

  /** Transcode a failed track again. Refusals of its own: `INVALID_STATE`. */
  retryTrack(input: { path: { id: number } } & Options): Promise<Answer<Track>> {
    return this.send('POST', '/api/v1/tracks/{id}/retry', input);
  }

  /** Signed addresses of the sound: progressive, HLS and WebSocket. Refusals of its own: `NOT_READY`, `INVALID_STATE`. */
  streamTrack(input: { path: { id: number } } & Options): Promise<Answer<TrackStream>> {
    return this.send('GET', '/api/v1/tracks/{id}/stream', input);
  }

  /** Count a play: once a listener in 30 s, at most 20 a day */
  playTrack(input: { path: { id: number } } & Options): Promise<Answer<void>> {
    return this.send('POST', '/api/v1/tracks/{id}/play', input);
  }

  /** Peaks (audiowaveform JSON, version 2), or a picture of them by Accept. Refusals of its own: `NOT_READY`, `INVALID_STATE`, `NOT_ACCEPTABLE`. */
  trackWaveform(input: { path: { id: number } } & Options): Promise<Answer<Waveform | Response>> {
    return this.send('GET', '/api/v1/tracks/{id}/waveform', input);
  }

  /** The progress of the transcoding as Server-Sent Events, for its uploader */
  trackEvents(input: { path: { id: number } } & Options): Promise<Answer<Response>> {
    return this.send('GET', '/api/v1/tracks/{id}/events', input, { answer: 'open' });
  }

  /** Public resources and one's own, by filters and words */
  listResources(
    input?: {
      query?: {
        page?: number;
        limit?: number;
        cursor?: string;
        search?: string;
        category?: 'sample' | 'preset' | 'template' | 'document' | 'other';
        tags?: string[];
      };
    } & Options,
  ): Promise<Answer<ResourcePage>> {
    return this.send('GET', '/api/v1/resources', input);
  }

  /** One resource */
  getResource(input: { path: { id: number } } & Options): Promise<Answer<Resource>> {
    return this.send('GET', '/api/v1/resources/{id}', input);
  }

  /** Take a resource away */
  deleteResource(input: { path: { id: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/resources/{id}', input);
  }

  /** Share a file (`file`, 200 MiB at most) with its facts. Refusals of its own: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `QUOTA_EXCEEDED`. */
  uploadResource(input: { body: UploadResourceBody } & Options): Promise<Answer<Resource>> {
    return this.send('POST', '/api/v1/resources/upload', input, { body: 'form' });
  }

  /** The bytes; counts one download. Refusals of its own: `RANGE_NOT_SATISFIABLE`. */
  downloadResource(input: { path: { id: number } } & Options): Promise<Answer<Response>> {
    return this.send('GET', '/api/v1/resources/{id}/download', input, { answer: 'open' });
  }

  /** Vote, or change a vote: one a person */
  rateResource(input: { path: { id: number }; body: RateResourceBody } & Options): Promise<Answer<void>> {
    return this.send('POST', '/api/v1/resources/{id}/rate', input);
  }

  /** The public rooms and one’s own */
  listRooms(input?: Options): Promise<Answer<Room[]>> {
    return this.send('GET', '/api/v1/chat/rooms', input);
  }

  /** Open a room */
  createRoom(input: { body: CreateRoomBody } & Options): Promise<Answer<Room>> {
    return this.send('POST', '/api/v1/chat/rooms', input);
  }

  /** One room, by its id or name. Refusals of its own: `ROOM_NOT_FOUND`. */
  getRoom(input: { path: { id: string } } & Options): Promise<Answer<Room>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}', input);
  }

  /** Close a room (owner, moderators). Refusals of its own: `ROOM_NOT_FOUND`, `FORBIDDEN`. */
  deleteRoom(input: { path: { id: string } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}', input);
  }

  /** A page of a room's messages, the newest page first, each page oldest first. Refusals of its own: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`. */
  roomMessages(
    input: { path: { id: string }; query?: { limit?: number; before?: number | string } } & Options,
  ): Promise<Answer<Message[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/messages', input);
  }

  /** Move one’s mark, backwards too. Refusals of its own: `ROOM_NOT_FOUND`, `FORBIDDEN`. */
  markRoomRead(input: { path: { id: string }; body: MarkRoomReadBody } & Options): Promise<Answer<void>> {
    return this.send('PUT', '/api/v1/chat/rooms/{id}/read', input);
  }

  /** Who is in a room now. Refusals of its own: `ROOM_NOT_FOUND`. */
  roomOnline(input: { path: { id: string } } & Options): Promise<Answer<{ user_id: number; username: string }[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/online', input);
  }

  /** The members of a room. Refusals of its own: `ROOM_NOT_FOUND`. */
  roomMembers(input: { path: { id: string } } & Options): Promise<Answer<Member[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/members', input);
  }

  /** Make somebody a member. Refusals of its own: `ROOM_NOT_FOUND`, `USER_NOT_FOUND`, `FORBIDDEN`, `ROOM_FULL`, `BANNED`. */
  inviteMember(input: { path: { id: string }; body: InviteMemberBody } & Options): Promise<Answer<Member>> {
    return this.send('POST', '/api/v1/chat/rooms/{id}/members', input);
  }

  /** End one’s own membership. Refusals of its own: `ROOM_NOT_FOUND`. */
  leaveRoom(input: { path: { id: string } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/members/me', input);
  }

  /** End the membership of another (owner, moderators). Refusals of its own: `ROOM_NOT_FOUND`, `FORBIDDEN`. */
  dismissMember(input: { path: { id: string; userId: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/members/{userId}', input);
  }

  /** The bans and mutes in force (owner, moderators). Refusals of its own: `ROOM_NOT_FOUND`, `FORBIDDEN`. */
  listBans(input: { path: { id: string } } & Options): Promise<Answer<Sanction[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/bans', input);
  }

  /** Ban, mute or kick somebody (owner, moderators). Refusals of its own: `ROOM_NOT_FOUND`, `USER_NOT_FOUND`, `FORBIDDEN`. */
  banMember(input: { path: { id: string }; body: BanMemberBody } & Options): Promise<Answer<Sanction>> {
    return this.send('POST', '/api/v1/chat/rooms/{id}/bans', input);
  }

  /** Lift a ban or mute. Refusals of its own: `ROOM_NOT_FOUND`, `FORBIDDEN`. */
  unbanMember(input: { path: { id: string; userId: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/bans/{userId}', input);
  }

  /** A page of the messages with another person, oldest first. Refusals of its own: `USER_NOT_FOUND`. */
  directMessages(
    input: { path: { userId: number }; query?: { limit?: number; before?: number | string } } & Options,
  ): Promise<Answer<Message[]>> {
    return this.send('GET', '/api/v1/chat/dm/{userId}', input);
  }

  /** Everything of a conversation is read. Refusals of its own: `USER_NOT_FOUND`. */
  markDirectRead(input: { path: { userId: number } } & Options): Promise<Answer<void>> {
    return this.send('POST', '/api/v1/chat/dm/{userId}/read', input);
  }

  /** One’s direct conversations, the newest first */
  conversations(input?: Options): Promise<Answer<Conversation[]>> {
    return this.send('GET', '/api/v1/chat/conversations', input);
  }

  /** Messages in the rooms that one may read, the best match first; `q` may hold from:, in:, before:, after: and has: */
  searchMessages(
    input?: {
      query?: {
        q?: string;
        from?: number;
        room?: string;
        before?: string;
        after?: string;
        has?: 'link' | 'file' | 'image' | 'audio';
        limit?: number;
      };
    } & Options,
  ): Promise<Answer<Message[]>> {
    return this.send('GET', '/api/v1/chat/search', input);
  }

  /** Take no direct messages from a person. Refusals of its own: `USER_NOT_FOUND`. */
  block(input: { path: { userId: number } } & Options): Promise<Answer<void>> {
    return this.send('PUT', '/api/v1/chat/blocks/{userId}', input);
  }

  /** Lift a block */
  unblock(input: { path: { userId: number } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/v1/chat/blocks/{userId}', input);
  }

  /** Reports, the newest first (moderators). For moderators of the platform. */
  listReports(
    input?: { query?: { status?: 'open' | 'dismissed' | 'actioned'; limit?: number; before?: number } } & Options,
  ): Promise<Answer<Report[]>> {
    return this.send('GET', '/api/v1/chat/reports', input);
  }

  /** Close a report (moderators). For moderators of the platform. */
  resolveReport(input: { path: { id: number }; body: ResolveReportBody } & Options): Promise<Answer<Report>> {
    return this.send('PUT', '/api/v1/chat/reports/{id}', input);
  }

  /** What a message said before it was edited or deleted, the oldest first (moderators). For moderators of the platform. Refusals of its own: `NOT_FOUND`. */
  messageVersions(input: { path: { id: number } } & Options): Promise<Answer<MessageVersion[]>> {
    return this.send('GET', '/api/v1/chat/messages/{id}/versions', input);
  }

  /** What moderators did, the newest first (moderators). For moderators of the platform. */
  moderationAudit(
    input?: { query?: { room?: string; user_id?: number; limit?: number; before?: number } } & Options,
  ): Promise<Answer<AuditLine[]>> {
    return this.send('GET', '/api/v1/chat/audit', input);
  }

  /** The bytes of a file, at the place that `file_upload` on a socket was given. Refusals of its own: `URL_INVALID`, `UNAUTHENTICATED`, `BANNED`, `FORBIDDEN`, `ROOM_NOT_FOUND`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`, `UPLOAD_INCOMPLETE`, `CONFLICT`, `QUOTA_EXCEEDED`. */
  uploadChatFile(
    input: { query: { token: string }; body: Blob } & Options,
  ): Promise<Answer<{ message_id: number; seq: number }>> {
    return this.send('PUT', '/chat-uploads', input);
  }

  /** The bytes of a file, by its signed link. Refusals of its own: `URL_INVALID`, `RANGE_NOT_SATISFIABLE`. */
  downloadChatFile(input: { query: { token: string } } & Options): Promise<Answer<Response>> {
    return this.send('GET', '/chat-files', input, { answer: 'open' });
  }

  /** Open a cabinet. For admins of the platform. */
  createCabinet(input: { body: CreateCabinetBody } & Options): Promise<Answer<Cabinet>> {
    return this.send('POST', '/api/cabinets', input);
  }

  /** One's own cabinets */
  listCabinets(input?: Options): Promise<Answer<{ items: Cabinet[] }>> {
    return this.send('GET', '/api/cabinets', input);
  }

  /** One cabinet */
  getCabinet(input: { path: { id: string } } & Options): Promise<Answer<Cabinet>> {
    return this.send('GET', '/api/cabinets/{id}', input);
  }

  /** Say who works in a cabinet: an existing account joins it. For admins of the platform. Refusals of its own: `USER_NOT_FOUND`. */
  hirePractitioner(input: { path: { id: string }; body: HirePractitionerBody } & Options): Promise<Answer<Practitioner>> {
    return this.send('POST', '/api/cabinets/{id}/practitioners', input);
  }

  /** Who works in a cabinet */
  listPractitioners(input: { path: { id: string } } & Options): Promise<Answer<{ items: Practitioner[] }>> {
    return this.send('GET', '/api/cabinets/{id}/practitioners', input);
  }

  /** Say when a practitioner is away. Refusals of its own: `SLOT_TAKEN`. */
  createAbsence(input: { path: { id: string }; body: CreateAbsenceBody } & Options): Promise<Answer<Absence>> {
    return this.send('POST', '/api/practitioners/{id}/absences', input);
  }

  /** When a practitioner is away, between two dates or from now on */
  listAbsences(
    input: { path: { id: string }; query?: { dateFrom?: string; dateTo?: string } } & Options,
  ): Promise<Answer<{ items: Absence[] }>> {
    return this.send('GET', '/api/practitioners/{id}/absences', input);
  }

  /** The practitioner is there after all */
  deleteAbsence(input: { path: { id: string; absenceId: string } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/practitioners/{id}/absences/{absenceId}', input);
  }

  /** A practitioner's slots between two dates, both included, on the cabinet's clock; at most 500, the first ones. Refusals of its own: `FORBIDDEN`, `NOT_FOUND`. */
  listSlots(
    input: { query: { practitionerId: string; dateFrom: string; dateTo: string; duration?: number } } & Options,
  ): Promise<Answer<AppointmentSlot[]>> {
    return this.send('GET', '/api/appointments/slots', input);
  }

  /** Keep a time for five minutes, while the booking is filled in; gives back the time held before. Refusals of its own: `FORBIDDEN`, `NOT_FOUND`, `SLOT_TAKEN`. */
  createHold(input: { body: CreateHoldBody } & Options): Promise<Answer<Hold>> {
    return this.send('POST', '/api/appointments/holds', input);
  }

  /** Give a held time back */
  deleteHold(input: { path: { id: string } } & Options): Promise<Answer<void>> {
    return this.send('DELETE', '/api/appointments/holds/{id}', input);
  }

  /** The patients by name, or those that a search finds. Refusals of its own: `FORBIDDEN`. */
  listPatients(
    input?: { query?: { page?: number; limit?: number; cursor?: string; search?: string } } & Options,
  ): Promise<Answer<PatientPage>> {
    return this.send('GET', '/api/patients', input);
  }

  /** A new patient. Refusals of its own: `FORBIDDEN`. */
  createPatient(input: { body: CreatePatientBody } & Options): Promise<Answer<Patient>> {
    return this.send('POST', '/api/patients', input);
  }

  /** One patient */
  getPatient(input: { path: { id: string } } & Options): Promise<Answer<Patient>> {
    return this.send('GET', '/api/patients/{id}', input);
  }

  /** Change what is known of a patient; what is left out stays */
  updatePatient(input: { path: { id: string }; body: UpdatePatientBody } & Options): Promise<Answer<Patient>> {
    return this.send('PUT', '/api/patients/{id}', input);
  }

  /** The public keys that verify access tokens */
  getKeys(
    input?: Options,
  ): Promise<Answer<{ keys: { kid: string; kty: 'OKP'; crv: 'Ed25519'; x: string; alg: 'EdDSA'; use: 'sig' }[] }>> {
    return this.send('GET', '/.well-known/jwks.json', input);
  }

  /** This description */
  getOpenApi(input?: Options): Promise<Answer<Record<string, unknown>>> {
    return this.send('GET', '/openapi.json', input);
  }

  /** The description of the WebSocket side */
  getAsyncApi(input?: Options): Promise<Answer<Record<string, unknown>>> {
    return this.send('GET', '/asyncapi.json', input);
  }

  /** This description as a page */
  getDocs(input?: Options): Promise<Answer<Response>> {
    return this.send('GET', '/docs', input, { answer: 'open' });
  }

  /** What makes that page */
  getDocsScript(input?: Options): Promise<Answer<Response>> {
    return this.send('GET', '/docs/script.js', input, { answer: 'open' });
  }

  /** Whether the gateway runs */
  getHealth(input?: Options): Promise<Answer<{ status: 'ok' }>> {
    return this.send('GET', '/healthz', input);
  }

  /** The mails that were written, oldest first: JSON, or a page to who accepts HTML */
  getOutbox(
    input?: { query?: { to?: string } } & Options,
  ): Promise<Answer<{ id: string; to: string; subject: string; text: string; at: string }[]>> {
    return this.send('GET', '/dev/outbox', input);
  }
}
