// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.

import type { ApiResponse, CallOptions, CallFormat } from '../call.js';
import type {
  Session,
  EnvelopedSession,
  EnvelopedProfile,
  EnvelopedVerification,
  FactorRemoval,
  EnvelopedDone,
  Ticket,
  NovaUser,
  NovaTokens,
  NovaSession,
  NovaDone,
  Profile,
  UsersById,
  Picture,
  PublicProfile,
  LoginSession,
  OidcProviders,
  LinkedAccount,
  SignIns,
  GuessedAccount,
  SetUpSession,
  NovaSetUpSession,
  FreshSignIn,
  SecondFactors,
  Passkey,
  Passkeys,
  NewPasskey,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  TotpEnrolment,
  RecoveryCodes,
  ApiToken,
  NewApiToken,
  Bot,
  Webhook,
  NewWebhook,
  WebhookSecret,
  WebhookDelivery,
  Push,
  PushPreferences,
  PushSubscription,
  AccountBan,
  FoundUsers,
  StaffMember,
  RoleChange,
  Product,
  ProductFile,
  ProductPage,
  ProductSuggestions,
  ProductTrash,
  ProductImport,
  ProductImportPage,
  ProductHistory,
  Resource,
  ResourcePage,
  ResourceTrash,
  ResourceHistory,
  Track,
  UploadedTrack,
  UploadedAlbum,
  TrackPage,
  TrackStream,
  TrackDownload,
  TrackPlays,
  Album,
  AlbumPage,
  OpenAlbum,
  Upload,
  UploadPreview,
  Waveform,
  TrackNotificationPage,
  TranscodingPage,
  TranscodingQueue,
  TranscodingQueueChangePage,
  PublicPerson,
  PeoplePage,
  TrackLikes,
  LikedTracks,
  PublicationPage,
  RecentPlays,
  LinkPreview,
  Comment,
  CommentPage,
  CommentMarks,
  ReplyPage,
  NoticePage,
  NoticeLevels,
  Playlist,
  PlaylistPage,
  OwnPlaylistPage,
  OpenPlaylist,
  TrackLink,
  SharedTrack,
  PlaylistLink,
  Message,
  Room,
  Conversation,
  Member,
  Pin,
  InviteLink,
  NewInviteLink,
  InvitingRoom,
  SavedMessagePage,
  Thread,
  ThreadPage,
  Sanction,
  Report,
  MessageVersion,
  AuditLine,
  Cabinet,
  Practitioner,
  Absence,
  CalendarFeed,
  CalendarImport,
  AppointmentSlot,
  Hold,
  Appointment,
  AppointmentPage,
  AppointmentChange,
  AppointmentSeries,
  AppointmentTypeLength,
  Facility,
  Treatment,
  FreeTimes,
  PublicHolidays,
  AnalyticsOverview,
  Proposal,
  Patient,
  PatientPage,
  PatientAuditPage,
  CabinetPage,
  CabinetPageList,
  CabinetPageSettings,
  VisitCodeRequest,
  Visit,
  PatientAppointment,
  WaitingEntry,
  WaitingRequest,
  WaitingOffer,
  LegalHold,
  RetentionPolicy,
  RetentionPreview,
  PatientContact,
  OwnPatient,
  OwnAppointments,
  NotificationPage,
  NotificationPreferences,
  LoginBody,
  LoginSecondFactorBody,
  LoginPasskeyBody,
  SignUpBody,
  RefreshBody,
  ForgotPasswordBody,
  ResetPasswordBody,
  LoginEnvelopedBody,
  LoginSecondFactorEnvelopedBody,
  LoginPasskeyEnvelopedBody,
  RegisterBody,
  RefreshEnvelopedBody,
  VerifyEmailBody,
  ReadVerificationBody,
  DisownEmailBody,
  NovaLoginBody,
  NovaRequestOtpBody,
  NovaLoginOtpBody,
  NovaLoginSecondFactorBody,
  NovaLoginPasskeyBody,
  NovaRefreshBody,
  NovaUpdateProfileBody,
  NovaChangePasswordBody,
  NovaRequestPasswordResetBody,
  NovaResetPasswordBody,
  UpdateMeBody,
  SetMyPictureBody,
  SetMyBannerBody,
  EnrolTotpBody,
  ConfirmTotpBody,
  RemoveTotpBody,
  RenewRecoveryCodesBody,
  AddPasskeyBody,
  RenamePasskeyBody,
  LoginPasskeyOptionsBody,
  AuthenticateAgainBody,
  SetUpTotpBody,
  SetUpPasskeyOptionsBody,
  FinishSetUpBody,
  NovaFinishSetUpBody,
  ExchangeOidcBody,
  LinkAccountBody,
  CreateApiTokenBody,
  CreateBotBody,
  CreateBotTokenBody,
  CreateWebhookBody,
  SubscribePushBody,
  PreferPushBody,
  BanAccountBody,
  SetRoleBody,
  CreateProductBody,
  UpdateProductBody,
  AdjustProductStockBody,
  AddProductFileBody,
  AddProductPictureBody,
  ArrangeProductPicturesBody,
  ImportProductsBody,
  UploadTrackBody,
  UploadAlbumBody,
  UpdateTrackBody,
  ReplaceTrackAudioBody,
  SetTrackCoverBody,
  SetTrackPositionBody,
  CreateAlbumBody,
  UpdateAlbumBody,
  PutAlbumTracksBody,
  SetAlbumCoverBody,
  OpenSharedTrackBody,
  PauseTranscodingQueueBody,
  RetryFailedTranscodingsBody,
  UploadResourceBody,
  RateResourceBody,
  UpdateResourceBody,
  AddCommentBody,
  EditCommentBody,
  ReadNoticesBody,
  SetNoticeLevelsBody,
  CreatePlaylistBody,
  OpenSharedPlaylistBody,
  UpdatePlaylistBody,
  MoveInPlaylistBody,
  ReportThingBody,
  CreateRoomBody,
  UpdateRoomBody,
  MarkRoomReadBody,
  SetRoomNotificationsBody,
  InviteMemberBody,
  SetMemberRoleBody,
  HandOverRoomBody,
  CreateGroupBody,
  BanMemberBody,
  ReportPersonBody,
  ResolveReportBody,
  CreateInviteLinkBody,
  LookUpInviteLinkBody,
  JoinByInviteLinkBody,
  MarkThreadReadBody,
  CreateCabinetBody,
  UpdateCabinetBody,
  HirePractitionerBody,
  UpdatePractitionerBody,
  UpdateAppointmentTypeBody,
  CreateTreatmentBody,
  UpdateTreatmentBody,
  UpdatePublicHolidaysBody,
  CreateFacilityBody,
  UpdateFacilityBody,
  CreateAbsenceBody,
  AddCalendarImportBody,
  RenewCalendarFeedBody,
  CreateHoldBody,
  CreateAppointmentBody,
  CreateAppointmentSeriesBody,
  CancelFollowingAppointmentsBody,
  UpdateAppointmentBody,
  CancelAppointmentBody,
  RescheduleAppointmentBody,
  CreatePatientBody,
  UpdatePatientBody,
  MergePatientBody,
  PlaceLegalHoldBody,
  UpdateRetentionPolicyBody,
  UpdateCabinetPageBody,
  RequestVisitCodeBody,
  OpenVisitBody,
  HoldVisitTimeBody,
  BookVisitTimeBody,
  ShowLinkedAppointmentBody,
  CancelLinkedAppointmentBody,
  ShowLinkedProposalBody,
  MoveLinkedAppointmentBody,
  SetLinkedRemindersBody,
  AddToWaitingListBody,
  JoinWaitingListBody,
  ShowWaitingOfferBody,
  AcceptWaitingOfferBody,
  DeclineWaitingOfferBody,
  AddPatientContactBody,
  CancelOwnAppointmentBody,
  MoveOwnAppointmentBody,
  UpdateNotificationPreferencesBody,
} from './schemas.js';

/** One method per operation, named after its operation id. */
export abstract class Operations {
  protected abstract send<Data>(method: string, path: string, input?: object, format?: CallFormat): Promise<ApiResponse<Data>>;

  /**
   * Sign in. With the header `X-Veza-Session: cookie`, for pages of the own origin, the refresh token is set as an
   * HttpOnly cookie and is not in the body. The same holds for every call that opens or renews a session, in the
   * flat spelling. Requires no authentication. Specific error codes: `INVALID_CREDENTIALS`,
   * `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_SETUP_REQUIRED`, `BANNED`.
   */
  login(input: { body: LoginBody } & CallOptions): Promise<ApiResponse<Session>> {
    return this.send('POST', '/api/v1/login', input, { session: true });
  }

  /**
   * Sign in with a second factor. The second step after `SECOND_FACTOR_REQUIRED`. The ticket works once, for five
   * minutes, and survives a wrong code. A code of the app works once; so does a recovery code. Requires no
   * authentication. Specific error codes: `INVALID_TOKEN`, `INVALID_CODE`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  loginSecondFactor(input: { body: LoginSecondFactorBody } & CallOptions): Promise<ApiResponse<Session>> {
    return this.send('POST', '/api/v1/login/second-factor', input, { session: true });
  }

  /**
   * Sign in with a passkey. The challenge works once, for five minutes. With the ticket of
   * `SECOND_FACTOR_REQUIRED` the passkey is the second factor; without it, it signs in alone. Requires no
   * authentication. Specific error codes: `INVALID_PASSKEY`, `INVALID_TOKEN`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  loginPasskey(input: { body: LoginPasskeyBody } & CallOptions): Promise<ApiResponse<Session>> {
    return this.send('POST', '/api/v1/login/passkey', input, { session: true });
  }

  /**
   * Create an account. Signs the user in and sends a mail to confirm the address. Requires no authentication.
   * Specific error codes: `EMAIL_TAKEN`, `USERNAME_TAKEN`.
   */
  signUp(input: { body: SignUpBody } & CallOptions): Promise<ApiResponse<Session>> {
    return this.send('POST', '/api/v1/signup', input, { session: true });
  }

  /**
   * Exchange a refresh token for new tokens. Refresh tokens rotate. With the header `X-Veza-Session: cookie` the
   * flat spelling takes the token of the cookie. Presenting a token again after its successor was used ends the
   * session. Every failure is 400 `INVALID_GRANT`, never 401. Requires no authentication. Specific error codes:
   * `INVALID_GRANT`.
   */
  refresh(input: { body: RefreshBody } & CallOptions): Promise<ApiResponse<Session>> {
    return this.send('POST', '/api/v1/refresh', input, { session: true });
  }

  /** Sign out. Ends the session of this request and closes its WebSocket connections. Requires an access token. */
  logout(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/logout', input, { session: true });
  }

  /**
   * Request a password reset mail. The response and its timing are the same whether or not the account exists.
   * Requires no authentication.
   */
  forgotPassword(input: { body: ForgotPasswordBody } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/forgot-password', input);
  }

  /**
   * Set a new password with a mailed token. The token works once, within one hour. All sessions of the account
   * end. Requires no authentication. Specific error codes: `INVALID_TOKEN`.
   */
  resetPassword(input: { body: ResetPasswordBody } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/reset-password', input);
  }

  /**
   * Create a WebSocket ticket. For browsers, which cannot send an `Authorization` header with a WebSocket
   * handshake, and for API tokens: such a socket receives all events of the user, and each command needs its
   * scope. Requires an access token.
   */
  createTicket(input?: CallOptions): Promise<ApiResponse<Ticket>> {
    return this.send('POST', '/api/v1/ws-tickets', input);
  }

  /**
   * Sign in (enveloped). Wrong credentials are 401 `BAD_CREDENTIALS` here, and 400 in the flat spelling. Requires
   * no authentication. Specific error codes: `BAD_CREDENTIALS`, `SECOND_FACTOR_REQUIRED`,
   * `SECOND_FACTOR_SETUP_REQUIRED`, `BANNED`.
   */
  loginEnveloped(input: { body: LoginEnvelopedBody } & CallOptions): Promise<ApiResponse<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/login', input);
  }

  /**
   * Sign in with a second factor (enveloped). The second step after `SECOND_FACTOR_REQUIRED`. The ticket works
   * once, for five minutes, and survives a wrong code. A code of the app works once; so does a recovery code.
   * Requires no authentication. Specific error codes: `INVALID_TOKEN`, `INVALID_CODE`, `INVALID_CREDENTIALS`,
   * `BANNED`.
   */
  loginSecondFactorEnveloped(
    input: { body: LoginSecondFactorEnvelopedBody } & CallOptions,
  ): Promise<ApiResponse<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/login/second-factor', input);
  }

  /**
   * Sign in with a passkey (enveloped). The challenge works once, for five minutes. With the ticket of
   * `SECOND_FACTOR_REQUIRED` the passkey is the second factor; without it, it signs in alone. Requires no
   * authentication. Specific error codes: `INVALID_PASSKEY`, `INVALID_TOKEN`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  loginPasskeyEnveloped(input: { body: LoginPasskeyEnvelopedBody } & CallOptions): Promise<ApiResponse<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/login/passkey', input);
  }

  /**
   * Create an account (enveloped). Signs the user in and sends a mail to confirm the address. Requires no
   * authentication. Specific error codes: `EMAIL_TAKEN`, `USERNAME_TAKEN`.
   */
  register(input: { body: RegisterBody } & CallOptions): Promise<ApiResponse<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/register', input);
  }

  /**
   * Exchange a refresh token for new tokens. Refresh tokens rotate. With the header `X-Veza-Session: cookie` the
   * flat spelling takes the token of the cookie. Presenting a token again after its successor was used ends the
   * session. Every failure is 400 `INVALID_GRANT`, never 401. Requires no authentication. Specific error codes:
   * `INVALID_GRANT`.
   */
  refreshEnveloped(input: { body: RefreshEnvelopedBody } & CallOptions): Promise<ApiResponse<EnvelopedSession>> {
    return this.send('POST', '/api/v1/auth/refresh', input);
  }

  /**
   * Sign out (enveloped). Ends the session of this request and closes its WebSocket connections. Requires an
   * access token.
   */
  logoutEnveloped(input?: CallOptions): Promise<ApiResponse<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/logout', input);
  }

  /** Get the profile of the signed-in user (enveloped). Requires an access token. */
  me(input?: CallOptions): Promise<ApiResponse<EnvelopedProfile>> {
    return this.send('GET', '/api/v1/auth/me', input);
  }

  /**
   * Confirm an e-mail address with a mailed token. The token proves the mailbox, and a session of the account or
   * its password that the account is that of the reader. Without either the call is `VALIDATION_FAILED` and names
   * `password`. The first confirmation removes API tokens, bots, webhooks, pushes, feeds, factors and linked
   * accounts that an earlier version let unconfirmed accounts add. Authentication is optional. Specific error
   * codes: `INVALID_TOKEN`, `INVALID_CREDENTIALS`, `EMAIL_TAKEN`.
   */
  verifyEmail(input: { body: VerifyEmailBody } & CallOptions): Promise<ApiResponse<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/verify-email', input);
  }

  /**
   * Get the account that a mailed token would confirm. For the page behind the link. The token stays valid.
   * Requires no authentication. Specific error codes: `INVALID_TOKEN`.
   */
  readVerification(input: { body: ReadVerificationBody } & CallOptions): Promise<ApiResponse<EnvelopedVerification>> {
    return this.send('POST', '/api/v1/auth/verify-email/account', input);
  }

  /**
   * Declare that the account of a mailed token is not that of the reader. Ends the account if its address is not
   * confirmed, and the address is free again. A change of the address of a confirmed account is given up. Requires
   * no authentication. Specific error codes: `INVALID_TOKEN`.
   */
  disownEmail(input: { body: DisownEmailBody } & CallOptions): Promise<ApiResponse<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/verify-email/disown', input);
  }

  /** Send the confirmation mail again. Requires an access token. */
  resendVerification(input?: CallOptions): Promise<ApiResponse<EnvelopedDone>> {
    return this.send('POST', '/api/v1/auth/verify-email/resend', input);
  }

  /**
   * Sign in. Requires no authentication. Specific error codes: `INVALID_CREDENTIALS`, `SECOND_FACTOR_REQUIRED`,
   * `SECOND_FACTOR_SETUP_REQUIRED`, `BANNED`.
   */
  novaLogin(input: { body: NovaLoginBody } & CallOptions): Promise<ApiResponse<NovaSession>> {
    return this.send('POST', '/api/auth/login', input, { session: true });
  }

  /**
   * Request a one-time code by mail. The response and its timing are the same whether or not the account exists.
   * Requires no authentication.
   */
  novaRequestOtp(input: { body: NovaRequestOtpBody } & CallOptions): Promise<ApiResponse<NovaDone>> {
    return this.send('POST', '/api/auth/otp-request', input);
  }

  /**
   * Sign in with a one-time code. A code has six digits, works once, for five minutes, and allows five attempts. A
   * new code replaces the one that the same network requested. Requires no authentication. Specific error codes:
   * `INVALID_CODE`, `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_SETUP_REQUIRED`, `BANNED`.
   */
  novaLoginOtp(input: { body: NovaLoginOtpBody } & CallOptions): Promise<ApiResponse<NovaSession>> {
    return this.send('POST', '/api/auth/login-otp', input, { session: true });
  }

  /**
   * Sign in with a second factor. The second step after `SECOND_FACTOR_REQUIRED`. The ticket works once, for five
   * minutes, and survives a wrong code. A code of the app works once; so does a recovery code. Requires no
   * authentication. Specific error codes: `INVALID_TOKEN`, `INVALID_CODE`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  novaLoginSecondFactor(input: { body: NovaLoginSecondFactorBody } & CallOptions): Promise<ApiResponse<NovaSession>> {
    return this.send('POST', '/api/auth/login-second-factor', input, { session: true });
  }

  /**
   * Sign in with a passkey. The challenge works once, for five minutes. With the ticket of
   * `SECOND_FACTOR_REQUIRED` the passkey is the second factor; without it, it signs in alone. Requires no
   * authentication. Specific error codes: `INVALID_PASSKEY`, `INVALID_TOKEN`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  novaLoginPasskey(input: { body: NovaLoginPasskeyBody } & CallOptions): Promise<ApiResponse<NovaSession>> {
    return this.send('POST', '/api/auth/login-passkey', input, { session: true });
  }

  /**
   * Exchange a refresh token for new tokens. Refresh tokens rotate. Every failure is 400 `INVALID_GRANT`, never
   * 401. Requires no authentication. Specific error codes: `INVALID_GRANT`.
   */
  novaRefresh(input: { body: NovaRefreshBody } & CallOptions): Promise<ApiResponse<NovaTokens>> {
    return this.send('POST', '/api/auth/refresh', input);
  }

  /** Sign out. Ends the session of this request and closes its WebSocket connections. Requires an access token. */
  novaLogout(input?: CallOptions): Promise<ApiResponse<NovaDone>> {
    return this.send('POST', '/api/auth/logout', input);
  }

  /** Get the signed-in user. Requires an access token. */
  novaMe(input?: CallOptions): Promise<ApiResponse<NovaUser>> {
    return this.send('GET', '/api/auth/me', input);
  }

  /**
   * Update the profile of the signed-in user. A new e-mail address requires `currentPassword` and takes effect
   * when it is confirmed by mail. Fields other than those listed are ignored. Requires an access token. Specific
   * error codes: `INVALID_CREDENTIALS`, `FRESH_SIGN_IN_REQUIRED`.
   */
  novaUpdateProfile(input: { body: NovaUpdateProfileBody } & CallOptions): Promise<ApiResponse<NovaUser>> {
    return this.send('PUT', '/api/auth/profile', input);
  }

  /**
   * Change the password. All other sessions of the user end. Requires an access token. Specific error codes:
   * `INVALID_CREDENTIALS`, `FRESH_SIGN_IN_REQUIRED`.
   */
  novaChangePassword(input: { body: NovaChangePasswordBody } & CallOptions): Promise<ApiResponse<NovaDone>> {
    return this.send('PUT', '/api/auth/change-password', input);
  }

  /**
   * Request a password reset mail. The response and its timing are the same whether or not the account exists.
   * Requires no authentication.
   */
  novaRequestPasswordReset(input: { body: NovaRequestPasswordResetBody } & CallOptions): Promise<ApiResponse<NovaDone>> {
    return this.send('POST', '/api/auth/password-reset-request', input);
  }

  /**
   * Set a new password with a mailed token. The token works once, within one hour. All sessions of the account
   * end. Requires no authentication. Specific error codes: `INVALID_TOKEN`.
   */
  novaResetPassword(input: { body: NovaResetPasswordBody } & CallOptions): Promise<ApiResponse<NovaDone>> {
    return this.send('POST', '/api/auth/password-reset', input);
  }

  /** Get the profile of the signed-in user. Requires an access token. */
  getMe(input?: CallOptions): Promise<ApiResponse<Profile>> {
    return this.send('GET', '/api/v1/users/me', input);
  }

  /**
   * Update the profile of the signed-in user. Fields that are left out keep their value. Requires an access token.
   * Specific error codes: `USERNAME_TAKEN`, `PRECONDITION_FAILED`.
   */
  updateMe(input: { body: UpdateMeBody } & CallOptions): Promise<ApiResponse<Profile>> {
    return this.send('PATCH', '/api/v1/users/me', input);
  }

  /**
   * Delete the account of the signed-in user. Erases the personal data of the account in every service and ends
   * all its sessions. Chat messages remain, with the author `deleted user`. This cannot be undone. The last
   * administrator of the platform cannot be deleted. Requires an access token. Requires an authentication in this
   * session a short time ago (by default 15 minutes). Specific error codes: `INVALID_STATE`.
   */
  eraseMe(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me', input);
  }

  /**
   * Give the signed-in user a picture. The form field `picture` holds a JPEG, PNG or WebP image, at most 10 MiB
   * and 40 million pixels; its first frame is stored in four sizes, without EXIF or other embedded data. Anyone
   * may load it. An earlier one is deleted. It is the `avatar` of the user from now on. Requires an access token.
   * Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`.
   */
  setMyPicture(input: { body: SetMyPictureBody } & CallOptions): Promise<ApiResponse<Picture>> {
    return this.send('PUT', '/api/v1/users/me/picture', input, { body: 'form' });
  }

  /** Remove the picture of the signed-in user. Requires an access token. */
  dropMyPicture(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/picture', input);
  }

  /**
   * Give the page of the signed-in user a banner. The form field `picture` holds a JPEG, PNG or WebP image, at
   * most 10 MiB and 40 million pixels; its first frame is stored in four sizes, without EXIF or other embedded
   * data. Anyone may load it. An earlier one is deleted. Requires an access token. Specific error codes:
   * `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`.
   */
  setMyBanner(input: { body: SetMyBannerBody } & CallOptions): Promise<ApiResponse<Picture>> {
    return this.send('PUT', '/api/v1/users/me/banner', input, { body: 'form' });
  }

  /** Remove the banner of the signed-in user. Requires an access token. */
  dropMyBanner(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/banner', input);
  }

  /**
   * Export the personal data of the signed-in user. Streams a ZIP archive with one JSON file for each kind of
   * data. Requires an access token.
   */
  exportMe(input?: CallOptions): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/v1/users/me/export', input, { response: 'raw' });
  }

  /** List the active sessions of the signed-in user. Requires an access token. */
  listSessions(input?: CallOptions): Promise<
    ApiResponse<{
      /** The active sessions, most recently used first. */
      sessions: LoginSession[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/sessions', input);
  }

  /**
   * Revoke all other sessions. Ends every session of the user except the one of this request. Requires an access
   * token.
   */
  revokeOtherSessions(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/sessions', input);
  }

  /**
   * Revoke a session. The tokens of the session stop working, and its WebSocket connections are closed. Requires
   * an access token.
   */
  revokeSession(
    input: {
      path: {
        /** Id of the session, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/sessions/{id}', input);
  }

  /** Get the public profile of a user. Authentication is optional. Specific error codes: `USER_NOT_FOUND`. */
  getUser(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PublicProfile>> {
    return this.send('GET', '/api/v1/users/{id}', input);
  }

  /**
   * List the own sign-ins and refusals. Sign-ins, refused sign-ins and changes of the access of the last 180 days,
   * at most 300 and 200 refusals. Addresses are shortened to their network. Requires an access token.
   */
  listSignIns(
    input?: {
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<SignIns>> {
    return this.send('GET', '/api/v1/users/me/sign-ins', input);
  }

  /**
   * List the accounts under guessing. The accounts with at least ten refused sign-ins within the hours, at most
   * 100. Requires the platform role `admin`.
   */
  listGuessedAccounts(
    input?: {
      query?: {
        /** Length of the time before now, 1 to 24. */
        hours?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<GuessedAccount[]>> {
    return this.send('GET', '/api/v1/guessed-accounts', input);
  }

  /** Get the second factors of the signed-in user. Requires an access token. */
  getSecondFactors(input?: CallOptions): Promise<ApiResponse<SecondFactors>> {
    return this.send('GET', '/api/v1/users/me/second-factors', input);
  }

  /**
   * Add an authenticator app. The app protects the account once it is confirmed with a code. Until then a new call
   * replaces the secret. `INVALID_STATE` beside a confirmed app. Requires an access token. The address of the
   * account must be confirmed, otherwise `EMAIL_UNVERIFIED`. Specific error codes: `INVALID_CREDENTIALS`,
   * `INVALID_STATE`, `FRESH_SIGN_IN_REQUIRED`.
   */
  enrolTotp(input: { body: EnrolTotpBody } & CallOptions): Promise<ApiResponse<TotpEnrolment>> {
    return this.send('POST', '/api/v1/users/me/second-factors/totp', input);
  }

  /**
   * Confirm an authenticator app. From now on each sign-in asks for a code. All other sessions of the user end.
   * Requires an access token. The address of the account must be confirmed, otherwise `EMAIL_UNVERIFIED`. Specific
   * error codes: `INVALID_CODE`, `INVALID_STATE`.
   */
  confirmTotp(input: { body: ConfirmTotpBody } & CallOptions): Promise<ApiResponse<RecoveryCodes>> {
    return this.send('POST', '/api/v1/users/me/second-factors/totp/confirm', input);
  }

  /**
   * Remove the authenticator app. The recovery codes are removed as well. Requires an access token. Specific error
   * codes: `INVALID_CREDENTIALS`, `FRESH_SIGN_IN_REQUIRED`.
   */
  removeTotp(input: { body: RemoveTotpBody } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/users/me/second-factors/totp/remove', input);
  }

  /**
   * Make new recovery codes. The old ones stop working. `INVALID_STATE` without a second factor. Requires an
   * access token. Specific error codes: `INVALID_CREDENTIALS`, `INVALID_STATE`, `FRESH_SIGN_IN_REQUIRED`.
   */
  renewRecoveryCodes(input: { body: RenewRecoveryCodesBody } & CallOptions): Promise<ApiResponse<RecoveryCodes>> {
    return this.send('POST', '/api/v1/users/me/second-factors/recovery-codes', input);
  }

  /**
   * Remove all factors of a user, with a second administrator. For a user who has lost all of them. The first call
   * requests it, and the same call of another administrator within 24 hours removes authenticator app, passkeys
   * and recovery codes and ends all sessions. The user gets a mail each time. A sign-in of the user with a factor
   * ends the request. Requires the platform role `admin`. Requires an authentication in this session a short time
   * ago (by default 15 minutes). Specific error codes: `USER_NOT_FOUND`, `FORBIDDEN`, `INVALID_STATE`.
   */
  removeFactorsOf(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<FactorRemoval>> {
    return this.send('POST', '/api/v1/users/{id}/second-factors/removal', input);
  }

  /** List the passkeys of the signed-in user. Requires an access token. */
  listPasskeys(input?: CallOptions): Promise<ApiResponse<Passkeys>> {
    return this.send('GET', '/api/v1/users/me/passkeys', input);
  }

  /**
   * Add a passkey. From now on each sign-in asks for a second factor or is made with the passkey alone. All other
   * sessions end if it is the first factor. `INVALID_STATE` beside 20 passkeys. Requires an access token. Requires
   * an authentication in this session a short time ago (by default 15 minutes). The address of the account must be
   * confirmed, otherwise `EMAIL_UNVERIFIED`. Specific error codes: `INVALID_PASSKEY`, `INVALID_STATE`.
   */
  addPasskey(input: { body: AddPasskeyBody } & CallOptions): Promise<ApiResponse<NewPasskey>> {
    return this.send('POST', '/api/v1/users/me/passkeys', input);
  }

  /**
   * Begin to add a passkey. The response goes to `navigator.credentials.create`. The challenge works once, for
   * five minutes. Requires an access token. Requires an authentication in this session a short time ago (by
   * default 15 minutes). The address of the account must be confirmed, otherwise `EMAIL_UNVERIFIED`. Specific
   * error codes: `INVALID_STATE`.
   */
  createPasskeyOptions(input?: CallOptions): Promise<ApiResponse<PasskeyCreationOptions>> {
    return this.send('POST', '/api/v1/users/me/passkeys/options', input);
  }

  /**
   * Rename a passkey. Requires an access token. Requires an authentication in this session a short time ago (by
   * default 15 minutes).
   */
  renamePasskey(
    input: {
      path: {
        /** Id of the passkey, a UUID. */
        id: string;
      };
      body: RenamePasskeyBody;
    } & CallOptions,
  ): Promise<ApiResponse<Passkey>> {
    return this.send('PATCH', '/api/v1/users/me/passkeys/{id}', input);
  }

  /**
   * Remove a passkey. With the last second factor of the account, the recovery codes are removed as well. Requires
   * an access token. Requires an authentication in this session a short time ago (by default 15 minutes).
   */
  removePasskey(
    input: {
      path: {
        /** Id of the passkey, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/passkeys/{id}', input);
  }

  /**
   * Begin to authenticate again with a passkey. The response goes to `navigator.credentials.get`. Requires an
   * access token.
   */
  authenticateAgainOptions(input?: CallOptions): Promise<ApiResponse<PasskeyRequestOptions>> {
    return this.send('POST', '/api/v1/users/me/sessions/current/authentication/options', input);
  }

  /**
   * Begin a sign-in with a passkey. The response goes to `navigator.credentials.get`. Without a ticket the passkey
   * replaces name and password, and the authenticator verifies the user. With the ticket of
   * `SECOND_FACTOR_REQUIRED` it is the second factor. Requires no authentication. Specific error codes:
   * `INVALID_TOKEN`.
   */
  loginPasskeyOptions(input: { body: LoginPasskeyOptionsBody } & CallOptions): Promise<ApiResponse<PasskeyRequestOptions>> {
    return this.send('POST', '/api/v1/login/passkey/options', input);
  }

  /**
   * Authenticate again in this session. After `FRESH_SIGN_IN_REQUIRED`. The body has one proof: the password, or,
   * for an account with a second factor, a code or a passkey. There the password alone is
   * `SECOND_FACTOR_REQUIRED`. The tokens of the session stay valid. Requires an access token. Specific error
   * codes: `INVALID_CREDENTIALS`, `INVALID_CODE`, `INVALID_PASSKEY`, `SECOND_FACTOR_REQUIRED`.
   */
  authenticateAgain(input: { body: AuthenticateAgainBody } & CallOptions): Promise<ApiResponse<FreshSignIn>> {
    return this.send('POST', '/api/v1/users/me/sessions/current/authentication', input);
  }

  /**
   * Begin to set up an authenticator app during a sign-in. After `SECOND_FACTOR_SETUP_REQUIRED`. The ticket works
   * for five minutes. A new call replaces the secret. Requires no authentication. Specific error codes:
   * `INVALID_TOKEN`, `INVALID_STATE`.
   */
  setUpTotp(input: { body: SetUpTotpBody } & CallOptions): Promise<ApiResponse<TotpEnrolment>> {
    return this.send('POST', '/api/v1/login/setup/totp', input);
  }

  /**
   * Begin to set up a passkey during a sign-in. After `SECOND_FACTOR_SETUP_REQUIRED`. The response goes to
   * `navigator.credentials.create`. Requires no authentication. Specific error codes: `INVALID_TOKEN`.
   */
  setUpPasskeyOptions(input: { body: SetUpPasskeyOptionsBody } & CallOptions): Promise<ApiResponse<PasskeyCreationOptions>> {
    return this.send('POST', '/api/v1/login/setup/passkey/options', input);
  }

  /**
   * Finish a set-up and sign in. With a code of the authenticator app, or with a passkey. All other sessions of
   * the account end. A wrong code leaves the ticket usable. Requires no authentication. Specific error codes:
   * `INVALID_TOKEN`, `INVALID_CODE`, `INVALID_PASSKEY`, `INVALID_STATE`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  finishSetUp(input: { body: FinishSetUpBody } & CallOptions): Promise<ApiResponse<SetUpSession>> {
    return this.send('POST', '/api/v1/login/setup', input, { session: true });
  }

  /**
   * Finish a set-up and sign in. With a code of the authenticator app, or with a passkey. All other sessions of
   * the account end. A wrong code leaves the ticket usable. Requires no authentication. Specific error codes:
   * `INVALID_TOKEN`, `INVALID_CODE`, `INVALID_PASSKEY`, `INVALID_STATE`, `INVALID_CREDENTIALS`, `BANNED`.
   */
  novaFinishSetUp(input: { body: NovaFinishSetUpBody } & CallOptions): Promise<ApiResponse<NovaSetUpSession>> {
    return this.send('POST', '/api/auth/login-setup', input, { session: true });
  }

  /** List the providers of OpenID Connect. Requires no authentication. */
  listOidcProviders(input?: CallOptions): Promise<ApiResponse<OidcProviders>> {
    return this.send('GET', '/api/v1/oidc', input);
  }

  /**
   * Sign in with the result of a provider. `NOT_LINKED` for a person without an account here: sign up or sign in,
   * and link the account. An account is linked by itself if its address is verified here and at the provider, and
   * if it has no second factor. Requires no authentication. Specific error codes: `INVALID_TOKEN`, `NOT_LINKED`,
   * `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_SETUP_REQUIRED`, `BANNED`.
   */
  exchangeOidc(input: { body: ExchangeOidcBody } & CallOptions): Promise<ApiResponse<Session>> {
    return this.send('POST', '/api/v1/oidc/exchange', input, { session: true });
  }

  /** List the linked accounts of the signed-in user. Requires an access token. */
  listLinkedAccounts(input?: CallOptions): Promise<
    ApiResponse<{
      /** The accounts, oldest first. */
      linked_accounts: LinkedAccount[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/linked-accounts', input);
  }

  /**
   * Link an account of a provider. With the result of a visit to the provider. `CONFLICT` for one that is linked
   * already, to any account. Requires an access token. Requires an authentication in this session a short time ago
   * (by default 15 minutes). The address of the account must be confirmed, otherwise `EMAIL_UNVERIFIED`. Specific
   * error codes: `INVALID_TOKEN`, `INVALID_STATE`, `CONFLICT`.
   */
  linkAccount(input: { body: LinkAccountBody } & CallOptions): Promise<ApiResponse<LinkedAccount>> {
    return this.send('POST', '/api/v1/users/me/linked-accounts', input);
  }

  /**
   * Remove a linked account. It does not sign in any more. Sessions that it opened go on. Requires an access
   * token. Requires an authentication in this session a short time ago (by default 15 minutes).
   */
  unlinkAccount(
    input: {
      path: {
        /** Id of the link, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/linked-accounts/{id}', input);
  }

  /**
   * Create an API token. The token acts for the signed-in user, within its scopes and with the present role of the
   * user. `INVALID_STATE` beside 50 tokens. Requires an access token. Requires an authentication in this session a
   * short time ago (by default 15 minutes). The address of the account must be confirmed, otherwise
   * `EMAIL_UNVERIFIED`. Specific error codes: `INVALID_STATE`.
   */
  createApiToken(input: { body: CreateApiTokenBody } & CallOptions): Promise<ApiResponse<NewApiToken>> {
    return this.send('POST', '/api/v1/users/me/api-tokens', input);
  }

  /** List the own API tokens. Requires an access token. */
  listApiTokens(input?: CallOptions): Promise<
    ApiResponse<{
      /** The tokens, newest first. */
      tokens: ApiToken[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/api-tokens', input);
  }

  /**
   * Revoke an API token. The token stops working within two seconds, and WebSocket connections that it opened are
   * closed. Requires an access token.
   */
  revokeApiToken(
    input: {
      path: {
        /** Id of the token, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/api-tokens/{id}', input);
  }

  /** List the own bots. Requires an access token. */
  listBots(input?: CallOptions): Promise<
    ApiResponse<{
      /** The bots, oldest first. */
      bots: Bot[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/bots', input);
  }

  /**
   * Create a bot. A user without an address, a password or a role, who cannot sign in. Its profile has `bot:
   * true`. It ends with its owner. `INVALID_STATE` beside ten bots. Requires an access token. Requires an
   * authentication in this session a short time ago (by default 15 minutes). The address of the account must be
   * confirmed, otherwise `EMAIL_UNVERIFIED`. Specific error codes: `USERNAME_TAKEN`, `INVALID_STATE`.
   */
  createBot(input: { body: CreateBotBody } & CallOptions): Promise<ApiResponse<Bot>> {
    return this.send('POST', '/api/v1/users/me/bots', input, { once: true });
  }

  /**
   * Delete a bot. Its tokens end, and its personal data is erased as with an account. Its messages remain, without
   * a name. Requires an access token. Requires an authentication in this session a short time ago (by default 15
   * minutes). Specific error codes: `USER_NOT_FOUND`.
   */
  removeBot(
    input: {
      path: {
        /** Id of the bot. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/bots/{id}', input);
  }

  /**
   * Create an API token of a bot. The token acts for the bot, within its scopes. `INVALID_STATE` beside 50 tokens.
   * Requires an access token. Requires an authentication in this session a short time ago (by default 15 minutes).
   * The address of the account must be confirmed, otherwise `EMAIL_UNVERIFIED`. Specific error codes:
   * `USER_NOT_FOUND`, `INVALID_STATE`.
   */
  createBotToken(
    input: {
      path: {
        /** Id of the bot. */
        id: number;
      };
      body: CreateBotTokenBody;
    } & CallOptions,
  ): Promise<ApiResponse<NewApiToken>> {
    return this.send('POST', '/api/v1/users/me/bots/{id}/api-tokens', input);
  }

  /** List the API tokens of a bot. Requires an access token. Specific error codes: `USER_NOT_FOUND`. */
  listBotTokens(
    input: {
      path: {
        /** Id of the bot. */
        id: number;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The tokens, newest first. */
      tokens: ApiToken[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/bots/{id}/api-tokens', input);
  }

  /**
   * Revoke an API token of a bot. It stops working within two seconds, and its WebSocket connections are closed.
   * Requires an access token. Specific error codes: `USER_NOT_FOUND`.
   */
  revokeBotToken(
    input: {
      path: {
        /** Id of the bot. */
        id: number;
        /** Id of the token, a UUID. */
        token: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/bots/{id}/api-tokens/{token}', input);
  }

  /**
   * Create a webhook. Events are sent as POST by Standard Webhooks: ids only, the receiver reads the rest through
   * the API. A response other than 2xx within ten seconds is a failure, and tried again for a day. Redirects are
   * failures. `INVALID_STATE` beside ten webhooks. Requires an access token. Requires an authentication in this
   * session a short time ago (by default 15 minutes). The address of the account must be confirmed, otherwise
   * `EMAIL_UNVERIFIED`. Specific error codes: `INVALID_STATE`.
   */
  createWebhook(input: { body: CreateWebhookBody } & CallOptions): Promise<ApiResponse<NewWebhook>> {
    return this.send('POST', '/api/v1/users/me/webhooks', input, { once: true });
  }

  /** List the own webhooks. Requires an access token. */
  listWebhooks(input?: CallOptions): Promise<
    ApiResponse<{
      /** The webhooks, oldest first. */
      webhooks: Webhook[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/webhooks', input);
  }

  /** Delete a webhook. With its deliveries. Requires an access token. */
  removeWebhook(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/webhooks/{id}', input);
  }

  /**
   * Replace the secret of a webhook. For 24 hours messages carry the signatures of both secrets. Requires an
   * access token. Requires an authentication in this session a short time ago (by default 15 minutes).
   */
  rotateWebhookSecret(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<WebhookSecret>> {
    return this.send('POST', '/api/v1/users/me/webhooks/{id}/secret', input);
  }

  /**
   * Switch a webhook on again. Waiting messages are sent. Events that happened while it was off are not. Requires
   * an access token.
   */
  enableWebhook(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Webhook>> {
    return this.send('POST', '/api/v1/users/me/webhooks/{id}/enable', input);
  }

  /**
   * Switch a webhook off. Nothing is sent to it until it is switched on again. Events that happen meanwhile are
   * not sent later either. Messages of earlier events wait, for at most seven days. Requires an access token.
   */
  disableWebhook(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Webhook>> {
    return this.send('POST', '/api/v1/users/me/webhooks/{id}/disable', input);
  }

  /**
   * Send a test to a webhook. Sends a `ping`, whatever the events of the webhook are: signed, and tried again like
   * every message. One that still waits is sent at once instead of a second one. `INVALID_STATE` for a webhook
   * that is switched off. Requires an access token. Specific error codes: `INVALID_STATE`.
   */
  pingWebhook(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<WebhookDelivery>> {
    return this.send('POST', '/api/v1/users/me/webhooks/{id}/ping', input);
  }

  /** List the deliveries of a webhook. The newest 100 of the last seven days. Requires an access token. */
  listWebhookDeliveries(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The deliveries, newest first. */
      deliveries: WebhookDelivery[];
    }>
  > {
    return this.send('GET', '/api/v1/users/me/webhooks/{id}/deliveries', input);
  }

  /** Send a message of a webhook again. With the same id, and with all its tries. Requires an access token. */
  resendWebhookDelivery(
    input: {
      path: {
        /** Id of the webhook, a UUID. */
        id: string;
        /** Id of the message, a UUID. */
        delivery: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<WebhookDelivery>> {
    return this.send('POST', '/api/v1/users/me/webhooks/{id}/deliveries/{delivery}/resend', input);
  }

  /**
   * Get the key, the preferences and the subscribed browsers. A browser whose subscription has another
   * `applicationServerKey` than `public_key` subscribes again: the key changes with the secret of the platform.
   * Requires an access token.
   */
  getPush(input?: CallOptions): Promise<ApiResponse<Push>> {
    return this.send('GET', '/api/v1/users/me/push', input);
  }

  /**
   * Subscribe this browser to pushes. The body is that of `PushSubscription.toJSON()`, with the key that the
   * browser used. The subscription ends with the session. An address that is subscribed already is replaced. Of 20
   * subscriptions the oldest one ends. Requires an access token. The address of the account must be confirmed,
   * otherwise `EMAIL_UNVERIFIED`. Specific error codes: `FORBIDDEN`.
   */
  subscribePush(input: { body: SubscribePushBody } & CallOptions): Promise<ApiResponse<PushSubscription>> {
    return this.send('POST', '/api/v1/users/me/push/subscriptions', input, { once: true });
  }

  /** End a subscription to pushes. Requires an access token. */
  unsubscribePush(
    input: {
      path: {
        /** Id of the subscription, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/me/push/subscriptions/{id}', input);
  }

  /** Choose of what the own browsers are notified. Requires an access token. */
  preferPush(input: { body: PreferPushBody } & CallOptions): Promise<ApiResponse<PushPreferences>> {
    return this.send('PUT', '/api/v1/users/me/push/preferences', input);
  }

  /** Get names and pictures of users by their ids. Banned and erased users are left out. Requires an access token. */
  listUsersById(
    input: {
      query: {
        /** Ids of users, 1 to 100, separated by commas. */
        ids: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<UsersById>> {
    return this.send('GET', '/api/v1/users/by-id', input);
  }

  /**
   * Find users by name. Compares the beginning of the user name, the full name and the last name, without regard
   * to case and accents. The caller, banned users and users with a block between them and the caller are left out,
   * so a page can have fewer users than `limit`. Limited to 60 searches a minute. Requires an access token.
   */
  searchUsers(
    input: {
      query: {
        /** Beginning of a name, 2 to 100 characters. */
        search: string;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<FoundUsers>> {
    return this.send('GET', '/api/v1/users', input);
  }

  /**
   * List the platform bans of a user. Returns the latest 100 bans, lifted and expired ones included. Requires the
   * platform role `moderator` or `admin`. Specific error codes: `USER_NOT_FOUND`.
   */
  listAccountBans(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AccountBan[]>> {
    return this.send('GET', '/api/v1/users/{id}/bans', input);
  }

  /**
   * Ban a user from the platform. Ends all sessions of the user, closes their WebSocket connections with code 4403
   * and rejects sign-ins with `BANNED`. Replaces an earlier ban. Requires the platform role `moderator` or
   * `admin`. Specific error codes: `USER_NOT_FOUND`, `FORBIDDEN`.
   */
  banAccount(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
      body: BanAccountBody;
    } & CallOptions,
  ): Promise<ApiResponse<AccountBan>> {
    return this.send('POST', '/api/v1/users/{id}/bans', input, { once: true });
  }

  /**
   * Lift the platform ban of a user. Requires the platform role `moderator` or `admin`. Specific error codes:
   * `USER_NOT_FOUND`, `FORBIDDEN`.
   */
  liftAccountBan(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/{id}/bans', input);
  }

  /**
   * List the platform bans of all users. With who imposed and who lifted each, and why. Expired bans stay in the
   * list. Requires the platform role `moderator` or `admin`.
   */
  listPlatformBans(
    input?: {
      query?: {
        /** Only bans of this user. */
        user_id?: number;
        /** Only bans that this moderator imposed or lifted. */
        moderator_id?: number;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only items with a smaller id, for the next page. */
        before?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AccountBan[]>> {
    return this.send('GET', '/api/v1/bans', input);
  }

  /**
   * Sign a user of a lower role out everywhere. Ends all sessions and API tokens of the user within two seconds
   * and closes the WebSocket connections. The user can sign in again: a ban prevents that. Requires the platform
   * role `moderator` or `admin`. Specific error codes: `USER_NOT_FOUND`, `FORBIDDEN`.
   */
  signOutAccount(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/{id}/sessions', input);
  }

  /**
   * Take a part of the profile of a user of a lower role away. The user has a notice of it, without the name of
   * the moderator, and the audit log of the chat a line. Again is no change. The user can fill it again: a ban
   * prevents that. Requires the platform role `moderator` or `admin`. Specific error codes: `USER_NOT_FOUND`,
   * `FORBIDDEN`.
   */
  resetProfile(
    input: {
      path: {
        /** Id of the user. */
        id: number;
        /** `words` are first and last name, the text and the links. The user name stays. */
        part: 'picture' | 'banner' | 'words';
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/users/{id}/profile/{part}', input);
  }

  /** List the moderators and administrators. Requires the platform role `admin`. */
  listRoles(input?: CallOptions): Promise<ApiResponse<StaffMember[]>> {
    return this.send('GET', '/api/v1/roles', input);
  }

  /** List the changes of roles. Requires the platform role `admin`. */
  listRoleChanges(
    input?: {
      query?: {
        /** Only changes of the role of this user. */
        user_id?: number;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only items with a smaller id, for the next page. */
        before?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<RoleChange[]>> {
    return this.send('GET', '/api/v1/roles/changes', input);
  }

  /**
   * Give or take a role on the platform. The role `user` takes the others away. A change ends all sessions of the
   * user within two seconds: the next sign-in has the new role. The caller cannot change the own role, so an
   * administrator always remains. Requires the platform role `admin`. Requires an authentication in this session a
   * short time ago (by default 15 minutes). Specific error codes: `USER_NOT_FOUND`, `FORBIDDEN`.
   */
  setRole(
    input: {
      path: {
        /** Id of the user. */
        id: number;
      };
      body: SetRoleBody;
    } & CallOptions,
  ): Promise<ApiResponse<StaffMember>> {
    return this.send('PUT', '/api/v1/users/{id}/role', input);
  }

  /**
   * List products. Filters combine with AND, several values of `category` with OR. `owner=me` needs a token, and
   * so does `sku` without an owner. Authentication is optional.
   */
  listProducts(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** `none`: `total` is the number of rows up to the end of the page, an estimate, which costs nothing. */
        total?: 'none';
        /**
         * Full-text search, ranked. Ignores case and accents, and tolerates one typo from four letters and two from
         * eight. `"some words"` stand together, a word behind `-` is absent. A search that matches nothing leaves a word
         * out. An exact SKU of the caller is found first. Needs a letter or a digit to match.
         */
        search?: string;
        /**
         * Sort order; a leading `-` is descending. `price` is `prix`, `name` is `nom`. Default: best match when
         * searching, otherwise newest first.
         */
        sort?: 'created_at' | '-created_at' | 'prix' | '-prix' | 'price' | '-price' | 'nom' | '-nom' | 'name' | '-name';
        /**
         * Only products of this category; repeat it for several. A comma without a space after it separates categories
         * too.
         */
        category?: string[];
        /** Only products of this user, by id; `me` is the caller. */
        owner?: '' | 'me' | number;
        /** Only the product with this SKU, among those of `owner`, by default of the caller. */
        sku?: string;
        /**
         * Currency of `price_min`, `price_max`, of the order by price and of the facet of prices; only products with a
         * price in it. Default: EUR.
         */
        currency?: string;
        /** Lowest price, inclusive. */
        price_min?: number | string;
        /** Highest price, inclusive. */
        price_max?: number | string;
        /** Only products in stock, or only those that are sold out. */
        in_stock?: 'true' | 'false';
        /** Facets to count; each ignores the filter by itself. */
        facets?: ('category' | 'price' | 'owner' | 'in_stock')[];
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductPage>> {
    return this.send('GET', '/api/v1/products', input);
  }

  /**
   * Create a product. The caller becomes its owner. Name and price are required under one of their two names.
   * Requires an access token. Specific error codes: `CONFLICT`.
   */
  createProduct(input: { body: CreateProductBody } & CallOptions): Promise<ApiResponse<Product>> {
    return this.send('POST', '/api/v1/products', input, { once: true });
  }

  /** Complete a search. For a search field, while its user types. Requires no authentication. */
  suggestProducts(
    input: {
      query: {
        /** The beginning of a name or of a word, as typed so far. */
        q: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductSuggestions>> {
    return this.send('GET', '/api/v1/products/suggest', input);
  }

  /**
   * Export products as a file. Streams a CSV file (UTF-8 with a byte order mark) or JSON lines with the columns
   * that an import reads: `id`, `sku`, `name`, `description`, `price`, `currency`, `prices` (further currencies),
   * `stock` and `category`. An apostrophe stands before CSV cells that a spreadsheet would run as formulas; an
   * import removes it. A file whose connection ended early is cut. Requires an access token. Specific error codes:
   * `FORBIDDEN`, `OVERLOADED`.
   */
  exportProducts(
    input?: {
      query?: {
        /** `csv`, or `jsonl`: one JSON object a line. */
        format?: 'csv' | 'jsonl';
        /** Between the cells of a CSV file. Spreadsheets in French expect a semicolon. */
        separator?: 'comma' | 'semicolon';
        /** Products of this user, by id; `me` is the caller, and the default. Others, and `all`, are for administrators. */
        owner?: '' | 'me' | number | 'all';
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/v1/products/export', input, { response: 'raw' });
  }

  /** Get a product. Requires no authentication. */
  getProduct(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Product>> {
    return this.send('GET', '/api/v1/products/{id}', input);
  }

  /**
   * Update a product. For the owner and administrators. Fields that are left out keep their value. Requires an
   * access token. Specific error codes: `PRECONDITION_FAILED`, `CONFLICT`.
   */
  updateProduct(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
      body: UpdateProductBody;
    } & CallOptions,
  ): Promise<ApiResponse<Product>> {
    return this.send('PUT', '/api/v1/products/{id}', input);
  }

  /**
   * Delete a product. For the owner and administrators. It stays in the trash, with its files, and can be restored
   * for 30 days. Requires an access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  deleteProduct(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/products/{id}', input);
  }

  /**
   * Change the stock of a product. For the owner and administrators. Concurrent changes add up, and the stock is
   * never negative. Requires an access token. Specific error codes: `OUT_OF_STOCK`.
   */
  adjustProductStock(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
      body: AdjustProductStockBody;
    } & CallOptions,
  ): Promise<ApiResponse<Product>> {
    return this.send('POST', '/api/v1/products/{id}/stock', input, { once: true });
  }

  /** List deleted products. Those of the caller, the last deleted first. Requires an access token. */
  listTrashedProducts(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductTrash>> {
    return this.send('GET', '/api/v1/products/trash', input);
  }

  /**
   * Restore a deleted product. For the owner and administrators. The product has its id and its files again.
   * Requires an access token. Specific error codes: `CONFLICT`.
   */
  restoreProduct(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Product>> {
    return this.send('POST', '/api/v1/products/{id}/restore', input, { once: true });
  }

  /**
   * List the changes of a product. For the owner and administrators; also of a deleted product. The 200 newest
   * changes are kept. Requires an access token.
   */
  getProductHistory(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductHistory>> {
    return this.send('GET', '/api/v1/products/{id}/history', input);
  }

  /**
   * Add a file to a product. For the owner and administrators. The form field `file` holds the file, at most 50
   * MiB. Requires an access token. Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `QUOTA_EXCEEDED`,
   * `CONFLICT`.
   */
  addProductFile(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
      body: AddProductFileBody;
    } & CallOptions,
  ): Promise<ApiResponse<ProductFile>> {
    return this.send('POST', '/api/v1/products/{id}/files', input, { body: 'form', once: true });
  }

  /**
   * Download a file of a product. For the owner and administrators; public while the price is 0. Authentication is
   * optional. Specific error codes: `RANGE_NOT_SATISFIABLE`.
   */
  getProductFile(
    input: {
      path: {
        /** Id of the product. */
        id: number;
        /** Id of the file. */
        fileId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/v1/products/{id}/files/{fileId}', input, { response: 'raw' });
  }

  /** Delete a file of a product. For the owner and administrators. Requires an access token. */
  removeProductFile(
    input: {
      path: {
        /** Id of the product. */
        id: number;
        /** Id of the file. */
        fileId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/products/{id}/files/{fileId}', input);
  }

  /**
   * Add a picture to a product. For the owner and administrators. The form field `picture` holds a JPEG, PNG or
   * WebP image, at most 10 MiB and 40 million pixels; its first frame is stored in several sizes, without EXIF or
   * other embedded data. A product has at most 10. Requires an access token. Specific error codes: `FILE_MISSING`,
   * `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`, `CONFLICT`.
   */
  addProductPicture(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
      body: AddProductPictureBody;
    } & CallOptions,
  ): Promise<ApiResponse<Product>> {
    return this.send('POST', '/api/v1/products/{id}/pictures', input, { body: 'form', once: true });
  }

  /**
   * Order and describe the pictures of a product. For the owner and administrators. All pictures are named once,
   * in their new order. Requires an access token. Specific error codes: `CONFLICT`.
   */
  arrangeProductPictures(
    input: {
      path: {
        /** Id of the product. */
        id: number;
      };
      body: ArrangeProductPicturesBody;
    } & CallOptions,
  ): Promise<ApiResponse<Product>> {
    return this.send('PUT', '/api/v1/products/{id}/pictures', input);
  }

  /** Delete a picture of a product. For the owner and administrators. Requires an access token. */
  removeProductPicture(
    input: {
      path: {
        /** Id of the product. */
        id: number;
        /** Id of the picture. */
        pictureId: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/products/{id}/pictures/{pictureId}', input);
  }

  /**
   * Import products from a file. The form field `file` holds a CSV file (separated by comma, semicolon or tab,
   * with a header; in UTF-8, UTF-16 or Windows-1252), the first sheet of an Excel workbook (`.xlsx`, at most 10
   * MiB), or JSON lines, as an export has them, of at most 100000 rows of 64 KiB and 50 MiB. Headings may be
   * English or French (`name`, `nom`), and amounts `1234.5`, `1 234,50` or `1,234.50`. A row with an `id` changes
   * that product of the caller; a row with a `sku` changes the product with this key or creates it; other rows
   * create a product. The column `pictures` (or `image`, `photo`) holds up to ten https addresses of pictures,
   * which are fetched after the row is written; one that cannot be had is a fault of the row, and the product
   * stays. Absent columns, and empty cells of `name`, `price`, `currency` and `stock`, keep their value. The
   * import runs in the background, one at a time for each caller; `getProductImport` has its progress and every
   * fault of its rows, in the language of the request. It is listed for 30 days. Requires an access token.
   * Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `QUOTA_EXCEEDED`, `CONFLICT`.
   */
  importProducts(input: { body: ImportProductsBody } & CallOptions): Promise<ApiResponse<ProductImport>> {
    return this.send('POST', '/api/v1/product-imports', input, { body: 'form', once: true });
  }

  /** List imports of products. Those of the caller, the newest first. Requires an access token. */
  listProductImports(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductImportPage>> {
    return this.send('GET', '/api/v1/product-imports', input);
  }

  /** Get an import of products. For its owner and administrators. Requires an access token. */
  getProductImport(
    input: {
      path: {
        /** Id of the import. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductImport>> {
    return this.send('GET', '/api/v1/product-imports/{id}', input);
  }

  /**
   * Cancel an import of products. For its owner and administrators. Rows that were imported before stay; an import
   * that has ended is returned as it is. Requires an access token.
   */
  cancelProductImport(
    input: {
      path: {
        /** Id of the import. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ProductImport>> {
    return this.send('POST', '/api/v1/product-imports/{id}/cancel', input, { once: true });
  }

  /**
   * List tracks. Returns public tracks and those of the caller, newest first. Filters combine with AND.
   * Authentication is optional.
   */
  listTracks(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** Full-text search: every word must occur in title, artist, album, genre or tags. Ignores case and accents. */
        search?: string;
        /** Only tracks of this artist. */
        artist?: string;
        /** Only tracks of this genre. */
        genre?: string;
        /** Only tracks of the user with this id. */
        uploader?: number;
        /** Only tracks with all of these tags, at most 20. */
        tags?: string[];
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackPage>> {
    return this.send('GET', '/api/v1/tracks', input);
  }

  /** Get a track. Authentication is optional. */
  getTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('GET', '/api/v1/tracks/{id}', input);
  }

  /**
   * Update a track. For the uploader and administrators. Fields that are left out keep their value. Requires an
   * access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  updateTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      body: UpdateTrackBody;
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('PUT', '/api/v1/tracks/{id}', input);
  }

  /**
   * Delete a track. For the uploader and administrators. The audio and its renditions are deleted too. Requires an
   * access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  deleteTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/tracks/{id}', input);
  }

  /**
   * Upload a track. The form field `audio` holds the file, at most 500 MiB. The tags of the file fill the fields
   * that are left out. Text fields may precede or follow it. Transcoding starts at once; `events_url` reports its
   * progress. Requires an access token. Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`,
   * `MALFORMED_BODY`, `QUOTA_EXCEEDED`.
   */
  uploadTrack(input: { body: UploadTrackBody } & CallOptions): Promise<ApiResponse<UploadedTrack>> {
    return this.send('POST', '/api/v1/tracks/upload', input, { body: 'form', once: true });
  }

  /**
   * Upload the tracks of an album. The form field `audio` is repeated for each file: at most 50 files of at most
   * 500 MiB, 4 GiB together. Text fields hold for all tracks; the title and the fields that are left out come from
   * the tags of each file, the track number else from its position. A file that is no sound, is empty or is too
   * large is listed in `refused` and does not concern the others; if all are refused, the call fails. Any other
   * failure, such as a full quota or a broken connection, leaves no track. By `/uploads`, each file is an upload
   * of its own with the field `album`. Requires an access token. Specific error codes: `FILE_MISSING`,
   * `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`.
   */
  uploadAlbum(input: { body: UploadAlbumBody } & CallOptions): Promise<ApiResponse<UploadedAlbum>> {
    return this.send('POST', '/api/v1/tracks/albums', input, { body: 'form', once: true });
  }

  /**
   * Replace the sound of a track. For the uploader. The form field `audio` holds the file, at most 500 MiB; by
   * `/uploads` it is an upload with the field `replaces`, the id of the track. Id, title and other fields, plays
   * and URL of the track stay. The present sound is served until the other one is ready, then its signed addresses
   * end; if the other one fails, the present one stays, and `replacement` has the reason. Requires an access
   * token. Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`.
   */
  replaceTrackAudio(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      body: ReplaceTrackAudioBody;
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('PUT', '/api/v1/tracks/{id}/audio', input, { body: 'form' });
  }

  /**
   * Give up the replacement of a sound. For the uploader. The present sound stays. Requires an access token.
   * Specific error codes: `INVALID_STATE`.
   */
  dropTrackReplacement(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('DELETE', '/api/v1/tracks/{id}/audio', input);
  }

  /**
   * Give a track a cover. For the uploader. The form field `picture` holds a JPEG, PNG or WebP image, at most 10
   * MiB and 40 million pixels; its first frame is stored in several sizes, without EXIF or other embedded data. It
   * takes the place of the picture in the audio file. Requires an access token. Specific error codes:
   * `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`, `QUOTA_EXCEEDED`.
   */
  setTrackCover(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      body: SetTrackCoverBody;
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('PUT', '/api/v1/tracks/{id}/cover', input, { body: 'form' });
  }

  /**
   * Remove the cover of a track. For the uploader and administrators. The picture in the audio file, if there is
   * one, is its cover again. Requires an access token.
   */
  dropTrackCover(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('DELETE', '/api/v1/tracks/{id}/cover', input);
  }

  /**
   * Retry a failed transcoding. For the uploader and administrators. Only a track with the status `failed` can be
   * retried. Requires an access token. Specific error codes: `INVALID_STATE`.
   */
  retryTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Track>> {
    return this.send('POST', '/api/v1/tracks/{id}/retry', input, { once: true });
  }

  /**
   * Get the playback URLs of a track. While the track is `processing`, `hls_url` plays as soon as it has a
   * segment, by playlists that grow. The other URLs give `NOT_READY` until it is ready. Authentication is
   * optional. Specific error codes: `NOT_READY`, `INVALID_STATE`.
   */
  streamTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackStream>> {
    return this.send('GET', '/api/v1/tracks/{id}/stream', input);
  }

  /**
   * Get the download URL of the uploaded file. Where `downloadable` is false, for the uploader and administrators
   * only. The URL ends when the track becomes private or no longer permits downloads, except for them.
   * Authentication is optional. Specific error codes: `NOT_READY`, `INVALID_STATE`.
   */
  downloadTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackDownload>> {
    return this.send('GET', '/api/v1/tracks/{id}/download', input);
  }

  /**
   * Count a play of a track. Counts at most one play per listener in 30 seconds and 20 per listener and day.
   * Requires an access token.
   */
  playTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/tracks/{id}/play', input);
  }

  /**
   * Keep where the caller is in a track. Another device goes on there: `GET /me/plays` has it. At most one
   * position per person is kept in 15 seconds, of a track with a counted play; others are ignored. Requires an
   * access token.
   */
  setTrackPosition(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      body: SetTrackPositionBody;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/tracks/{id}/position', input);
  }

  /**
   * Get the plays of a track by day. For the uploader and administrators. The sum may be below `play_count`: plays
   * of earlier releases have no day. Requires an access token.
   */
  getTrackPlays(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      query?: {
        /** Number of days, 1 to 366. Default: 30. */
        days?: number;
        /** Last day of the range, `YYYY-MM-DD`. Default: today, in UTC. */
        to?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackPlays>> {
    return this.send('GET', '/api/v1/tracks/{id}/plays', input);
  }

  /**
   * Get the waveform of a track. Returns peaks as JSON, or an SVG or PNG image by the `Accept` header.
   * Authentication is optional. Specific error codes: `NOT_READY`, `INVALID_STATE`, `NOT_ACCEPTABLE`.
   */
  trackWaveform(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      query?: {
        /** `overview` for a picture of the whole track, `detail` for eight times as many points (JSON only). */
        resolution?: 'overview' | 'detail';
      };
    } & CallOptions,
  ): Promise<ApiResponse<Waveform | Response>> {
    return this.send('GET', '/api/v1/tracks/{id}/waveform', input);
  }

  /**
   * Stream the transcoding progress of a track. Server-Sent Events for the uploader, one JSON object each. The
   * stream ends after `ready` or `failed`; an `EventSource` that reconnects then receives 204. Requires an access
   * token.
   */
  trackEvents(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/v1/tracks/{id}/events', input, { response: 'raw' });
  }

  /** List albums. Returns public albums and those of the caller, latest first. Authentication is optional. */
  listAlbums(
    input?: {
      query?: {
        /** Only albums of the user with this id. */
        owner?: number;
        /** Only albums that have the track with this id. */
        track?: number;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AlbumPage>> {
    return this.send('GET', '/api/v1/albums', input);
  }

  /**
   * Create an album. It has no tracks yet. A person has at most 500. Requires an access token. Specific error
   * codes: `INVALID_STATE`.
   */
  createAlbum(input: { body: CreateAlbumBody } & CallOptions): Promise<ApiResponse<Album>> {
    return this.send('POST', '/api/v1/albums', input, { once: true });
  }

  /**
   * Get an album with its tracks. A private one exists for its owner and administrators only. Tracks that the
   * caller may not hear are left out. Authentication is optional.
   */
  getAlbum(
    input: {
      path: {
        /** Id of the album. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<OpenAlbum>> {
    return this.send('GET', '/api/v1/albums/{id}', input);
  }

  /**
   * Change the facts of an album. For its owner and administrators. Fields that are left out keep their value.
   * Tracks of a public album stay as private as they are. Requires an access token. Specific error codes:
   * `PRECONDITION_FAILED`.
   */
  updateAlbum(
    input: {
      path: {
        /** Id of the album. */
        id: number;
      };
      body: UpdateAlbumBody;
    } & CallOptions,
  ): Promise<ApiResponse<Album>> {
    return this.send('PATCH', '/api/v1/albums/{id}', input);
  }

  /**
   * Delete an album. For its owner and administrators. Its tracks stay. Requires an access token. Specific error
   * codes: `PRECONDITION_FAILED`.
   */
  deleteAlbum(
    input: {
      path: {
        /** Id of the album. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/albums/{id}', input);
  }

  /**
   * Set the tracks of an album and their order. For its owner, by own tracks. A track may be in several albums; an
   * album has at most 100. Requires an access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  putAlbumTracks(
    input: {
      path: {
        /** Id of the album. */
        id: number;
      };
      body: PutAlbumTracksBody;
    } & CallOptions,
  ): Promise<ApiResponse<OpenAlbum>> {
    return this.send('PUT', '/api/v1/albums/{id}/tracks', input);
  }

  /**
   * Give an album a cover. For its owner. The form field `picture` holds a JPEG, PNG or WebP image, at most 10 MiB
   * and 40 million pixels; its first frame is stored in several sizes, without EXIF or other embedded data.
   * Requires an access token. Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `MALFORMED_BODY`,
   * `QUOTA_EXCEEDED`.
   */
  setAlbumCover(
    input: {
      path: {
        /** Id of the album. */
        id: number;
      };
      body: SetAlbumCoverBody;
    } & CallOptions,
  ): Promise<ApiResponse<Album>> {
    return this.send('PUT', '/api/v1/albums/{id}/cover', input, { body: 'form' });
  }

  /**
   * Remove the cover of an album. For its owner and administrators. The cover of its first track that has one
   * takes its place. Requires an access token.
   */
  dropAlbumCover(
    input: {
      path: {
        /** Id of the album. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Album>> {
    return this.send('DELETE', '/api/v1/albums/{id}/cover', input);
  }

  /**
   * Make a secret link to a private track. For its uploader. An earlier link ends. Only this response has the
   * code. The link ends with the track, or by its removal. Requires an access token. Specific error codes:
   * `INVALID_STATE`.
   */
  shareTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackLink>> {
    return this.send('POST', '/api/v1/tracks/{id}/link', input);
  }

  /**
   * End the secret link of a track. For its uploader; again is no change. The playback URLs of the link end within
   * seconds. Requires an access token.
   */
  unshareTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/tracks/{id}/link', input);
  }

  /**
   * Get the track of a secret link. The code is in the body, so that no log on the way has it. Authentication is
   * optional. Specific error codes: `NOT_FOUND`, `NOT_READY`, `INVALID_STATE`.
   */
  openSharedTrack(input: { body: OpenSharedTrackBody } & CallOptions): Promise<ApiResponse<SharedTrack>> {
    return this.send('POST', '/api/v1/shared-tracks', input);
  }

  /**
   * List notifications about tracks. Whether uploads of the caller became ready or failed, in words and in the
   * language of the account, the newest first. They are listed for 90 days, and go with their track. Requires an
   * access token.
   */
  listTrackNotifications(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** `true`: only those that are not read. */
        unread?: 'true' | 'false';
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackNotificationPage>> {
    return this.send('GET', '/api/v1/track-notifications', input);
  }

  /** Mark all notifications about tracks as read. Requires an access token. */
  readAllTrackNotifications(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/track-notifications/read-all', input);
  }

  /** Mark a notification about a track as read. Requires an access token. */
  readTrackNotification(
    input: {
      path: {
        /** Id of the notification. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/track-notifications/{id}/read', input);
  }

  /** List transcodings that wait, run or have failed. The newest track first. Requires the platform role `admin`. */
  listTranscodings(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** Only transcodings in this state. */
        state?: 'waiting' | 'running' | 'failed';
        /** Only transcodings that failed with this code. */
        error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
        /** Only transcodings of this uploader. */
        user_id?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TranscodingPage>> {
    return this.send('GET', '/api/v1/transcodings', input);
  }

  /** Start a failed transcoding again. Requires the platform role `admin`. Specific error codes: `INVALID_STATE`. */
  retryTranscoding(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/transcodings/{id}/retry', input, { once: true });
  }

  /**
   * Cancel a transcoding. Its track fails with the code `CANCELLED`, and what was playable of it is removed. A
   * worker that runs it stops within seconds. Requires the platform role `admin`. Specific error codes:
   * `INVALID_STATE`.
   */
  cancelTranscoding(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/transcodings/{id}/cancel', input, { once: true });
  }

  /** Get the state of the queue of transcodings. Requires the platform role `admin`. */
  getTranscodingQueue(input?: CallOptions): Promise<ApiResponse<TranscodingQueue>> {
    return this.send('GET', '/api/v1/transcoding-queue', input);
  }

  /**
   * Pause or resume the queue of transcodings. On all workers, until it is resumed. Uploads are accepted and wait
   * meanwhile; transcodings that run go on to their end. Requires the platform role `admin`.
   */
  pauseTranscodingQueue(input: { body: PauseTranscodingQueueBody } & CallOptions): Promise<ApiResponse<TranscodingQueue>> {
    return this.send('PUT', '/api/v1/transcoding-queue/state', input);
  }

  /**
   * Start failed transcodings again. The oldest first, at most 500 in one call. Requires the platform role
   * `admin`.
   */
  retryFailedTranscodings(input: { body: RetryFailedTranscodingsBody } & CallOptions): Promise<
    ApiResponse<{
      /** Number of transcodings that wait again. */
      retried: number;
    }>
  > {
    return this.send('POST', '/api/v1/transcoding-queue/retries', input, { once: true });
  }

  /** List the changes of the queue by administrators. Requires the platform role `admin`. */
  listTranscodingQueueChanges(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TranscodingQueueChangePage>> {
    return this.send('GET', '/api/v1/transcoding-queue/changes', input);
  }

  /**
   * Begin a resumable upload of a track. tus 1.0 with the extensions creation, creation-with-upload, checksum,
   * termination and expiration. `Upload-Metadata` carries the form fields of `uploadTrack`, and `filename`. With
   * `replaces`, the id of a track of the caller, the upload becomes the sound of that track. At most 500 MiB. The
   * `Location` of the response takes the pieces. Requires an access token. Specific error codes:
   * `PRECONDITION_FAILED`, `UPLOAD_INCOMPLETE`, `CHECKSUM_MISMATCH`, `UNSUPPORTED_MEDIA_TYPE`, `QUOTA_EXCEEDED`.
   */
  createUpload(input: { body: Blob } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/uploads', input);
  }

  /**
   * Get the state of a resumable upload. A `HEAD` request returns the offset and the length in the headers of tus.
   * Requires an access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  getUpload(
    input: {
      path: {
        /** Id of the upload. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Upload>> {
    return this.send('GET', '/api/v1/uploads/{id}', input);
  }

  /**
   * Upload a piece. A piece that breaks off is stored as far as it arrived. After the last piece the track exists.
   * Requires an access token. Specific error codes: `PRECONDITION_FAILED`, `UPLOAD_INCOMPLETE`,
   * `CHECKSUM_MISMATCH`, `UNSUPPORTED_MEDIA_TYPE`, `QUOTA_EXCEEDED`, `CONFLICT`.
   */
  appendUpload(
    input: {
      path: {
        /** Id of the upload. */
        id: string;
      };
      body: Blob;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PATCH', '/api/v1/uploads/{id}', input);
  }

  /**
   * Cancel a resumable upload. The stored pieces are deleted. A track that was created from a finished upload
   * stays. Requires an access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  cancelUpload(
    input: {
      path: {
        /** Id of the upload. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/uploads/{id}', input);
  }

  /**
   * Hear what has arrived of an upload. For kinds that have their header first: WAV, AIFF, FLAC, MP3 and AAC.
   * `NOT_READY` until 4 MiB are stored and encoded; another kind is `UNSUPPORTED_MEDIA_TYPE`. The playlist has the
   * lowest rate of the first hour, grows each time when twice as much is stored, ends when the upload is complete,
   * and is removed an hour later. A complete upload is `INVALID_STATE`: its track is played. Requires an access
   * token. Specific error codes: `NOT_READY`, `INVALID_STATE`, `UNSUPPORTED_MEDIA_TYPE`.
   */
  previewUpload(
    input: {
      path: {
        /** Id of the upload. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<UploadPreview>> {
    return this.send('GET', '/api/v1/uploads/{id}/preview', input);
  }

  /**
   * List resources. Returns public resources and those of the caller. Filters combine with AND, several values of
   * `category` with OR. Authentication is optional.
   */
  listResources(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** `none`: `total` is the number of rows up to the end of the page, an estimate, which costs nothing. */
        total?: 'none';
        /** Full-text search over titles and descriptions. */
        search?: string;
        /** Sort order; a leading `-` is descending. Default: best match when searching, otherwise newest first. */
        sort?: 'created_at' | '-created_at' | 'downloads' | '-downloads' | 'rating' | '-rating' | 'title' | '-title';
        /** Only resources of this kind, or of one of several. */
        category?: ('sample' | 'preset' | 'template' | 'document' | 'other')[];
        /** Only resources of this user, by id; `me` is the caller, also private ones. */
        uploader?: '' | 'me' | number;
        /** Only resources with all of these tags, at most 20, without regard to case and accents. */
        tags?: string[];
      };
    } & CallOptions,
  ): Promise<ApiResponse<ResourcePage>> {
    return this.send('GET', '/api/v1/resources', input);
  }

  /** Get a resource. Authentication is optional. */
  getResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Resource>> {
    return this.send('GET', '/api/v1/resources/{id}', input);
  }

  /**
   * Update a resource. For the uploader and administrators. Fields that are left out keep their value; the file,
   * the downloads and the ratings stay. Requires an access token. Specific error codes: `PRECONDITION_FAILED`.
   */
  updateResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
      body: UpdateResourceBody;
    } & CallOptions,
  ): Promise<ApiResponse<Resource>> {
    return this.send('PUT', '/api/v1/resources/{id}', input);
  }

  /**
   * Delete a resource. For the uploader and administrators. It stays in the trash, with its file, and can be
   * restored for 30 days. Requires an access token.
   */
  deleteResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/resources/{id}', input);
  }

  /**
   * Upload a resource. The form field `file` holds the file, at most 200 MiB. Text fields may precede or follow
   * it. Requires an access token. Specific error codes: `FILE_MISSING`, `UPLOAD_INCOMPLETE`, `QUOTA_EXCEEDED`.
   */
  uploadResource(input: { body: UploadResourceBody } & CallOptions): Promise<ApiResponse<Resource>> {
    return this.send('POST', '/api/v1/resources/upload', input, { body: 'form', once: true });
  }

  /**
   * Download a resource. Counts one download when its last byte is sent, of one reader at most two in 24 hours.
   * HEAD, 304, suffix ranges and the ranges before the last one count nothing. Authentication is optional.
   * Specific error codes: `RANGE_NOT_SATISFIABLE`.
   */
  downloadResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/v1/resources/{id}/download', input, { response: 'raw' });
  }

  /**
   * Rate a resource. Each user has one rating per resource; a new one replaces it. The uploader has none. Requires
   * an access token.
   */
  rateResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
      body: RateResourceBody;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/resources/{id}/rate', input, { once: true });
  }

  /** Take back a rating. Also without one. Requires an access token. */
  unrateResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/resources/{id}/rate', input);
  }

  /** List deleted resources. Those of the caller, the last deleted first. Requires an access token. */
  listTrashedResources(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ResourceTrash>> {
    return this.send('GET', '/api/v1/resources/trash', input);
  }

  /**
   * Restore a deleted resource. For the uploader and administrators. The resource has its id, its file, its
   * downloads and its ratings again. Requires an access token.
   */
  restoreResource(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Resource>> {
    return this.send('POST', '/api/v1/resources/{id}/restore', input, { once: true });
  }

  /**
   * List the changes of a resource. For the uploader and administrators; also of a deleted resource. The 200
   * newest changes are kept. Requires an access token.
   */
  getResourceHistory(
    input: {
      path: {
        /** Id of the resource. */
        id: number;
      };
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ResourceHistory>> {
    return this.send('GET', '/api/v1/resources/{id}/history', input);
  }

  /**
   * Get the public page of a person. Banned people, bots, and people with a block between them and the caller have
   * no page and are in no list. Authentication is optional. Specific error codes: `USER_NOT_FOUND`.
   */
  getPerson(
    input: {
      path: {
        /** User name of the person. */
        name: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PublicPerson>> {
    return this.send('GET', '/api/v1/people/{name}', input);
  }

  /**
   * List the people that follow a person. Banned people, bots, and people with a block between them and the caller
   * have no page and are in no list. Authentication is optional. Specific error codes: `USER_NOT_FOUND`.
   */
  listFollowers(
    input: {
      path: {
        /** User name of the person. */
        name: string;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PeoplePage>> {
    return this.send('GET', '/api/v1/people/{name}/followers', input);
  }

  /**
   * List the people that a person follows. Banned people, bots, and people with a block between them and the
   * caller have no page and are in no list. Authentication is optional. Specific error codes: `USER_NOT_FOUND`.
   */
  listFollowing(
    input: {
      path: {
        /** User name of the person. */
        name: string;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PeoplePage>> {
    return this.send('GET', '/api/v1/people/{name}/following', input);
  }

  /**
   * Follow a person. Again is no change. A block ends follows in both directions. A person follows at most 5,000
   * others, and 500 new ones a day. A bot has no follows. Requires an access token. Specific error codes:
   * `USER_NOT_FOUND`, `INVALID_STATE`.
   */
  followPerson(
    input: {
      path: {
        /** User name of the person. */
        name: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/people/{name}/follow', input);
  }

  /** Follow a person no more. Again is no change. Requires an access token. Specific error codes: `USER_NOT_FOUND`. */
  unfollowPerson(
    input: {
      path: {
        /** User name of the person. */
        name: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/people/{name}/follow', input);
  }

  /** Get the likes of a track. Authentication is optional. */
  getTrackLikes(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<TrackLikes>> {
    return this.send('GET', '/api/v1/tracks/{id}/likes', input);
  }

  /**
   * Like a track. Again is no change. A person likes at most 10,000 tracks, and 1,000 new ones a day. Bots like
   * nothing. Requires an access token. Specific error codes: `INVALID_STATE`.
   */
  likeTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/tracks/{id}/like', input);
  }

  /** Take back a like. Again is no change, also of a track that the caller does not see. Requires an access token. */
  unlikeTrack(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/tracks/{id}/like', input);
  }

  /**
   * List the tracks that the caller likes. Tracks that became private are left out, so a page can have fewer
   * tracks than `limit`. Requires an access token.
   */
  listLikedTracks(
    input?: {
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<LikedTracks>> {
    return this.send('GET', '/api/v1/me/likes', input);
  }

  /**
   * List what the people whom the caller follows have published. Public tracks, albums, products and resources,
   * latest first. Private and deleted ones, and those of banned people, are left out. A page can have fewer things
   * than `limit`, or none, and still have a next page. Requires an access token.
   */
  listFeed(
    input?: {
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PublicationPage>> {
    return this.send('GET', '/api/v1/me/feed', input);
  }

  /**
   * List what everybody has published. Public tracks, albums, products and resources, latest first: the last three
   * of each person. Those of banned people, and of people with a block between them and the caller, are left out.
   * A page can have fewer things than `limit`, or none, and still have a next page. Authentication is optional.
   */
  listPublications(
    input?: {
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PublicationPage>> {
    return this.send('GET', '/api/v1/publications', input);
  }

  /**
   * List the tracks that the caller played last. One entry for each track, at most 50. Tracks that the caller may
   * not hear any more are left out. Requires an access token.
   */
  listRecentPlays(
    input?: {
      query?: {
        /** Number of tracks to return, 1 to 50. */
        limit?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<RecentPlays>> {
    return this.send('GET', '/api/v1/me/plays', input);
  }

  /**
   * List the comments of a track. Without replies. Comments of banned people, and of people with a block between
   * them and the caller, are neither shown nor counted. Authentication is optional.
   */
  listComments(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      query?: {
        /** `newest`: latest first. `second`: in the order of the track, without comments on the whole track. */
        order?: 'newest' | 'second';
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<CommentPage>> {
    return this.send('GET', '/api/v1/tracks/{id}/comments', input);
  }

  /**
   * Comment on a track. Also replies to a comment, not to a reply. A person with a block between it and the owner
   * of the track, or the author of the comment, finds neither. A person writes 20 comments a minute and 300 a day;
   * a track has at most 10,000, a comment 200 replies. A bot writes none. Requires an access token. Specific error
   * codes: `INVALID_STATE`.
   */
  addComment(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
      body: AddCommentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Comment>> {
    return this.send('POST', '/api/v1/tracks/{id}/comments', input, { once: true });
  }

  /**
   * List comments for the waveform of a track. The latest comment of each of 60 equal parts of the track. Comments
   * of banned people, and of people with a block between them and the caller, are neither shown nor counted.
   * Authentication is optional.
   */
  listCommentMarks(
    input: {
      path: {
        /** Id of the track. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<CommentMarks>> {
    return this.send('GET', '/api/v1/tracks/{id}/comment-marks', input);
  }

  /**
   * List the replies to a comment. Comments of banned people, and of people with a block between them and the
   * caller, are neither shown nor counted. Authentication is optional.
   */
  listReplies(
    input: {
      path: {
        /** Id of the track. */
        id: number;
        /** Id of the comment. */
        commentId: number;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ReplyPage>> {
    return this.send('GET', '/api/v1/tracks/{id}/comments/{commentId}/replies', input);
  }

  /** Change the text of an own comment. Requires an access token. */
  editComment(
    input: {
      path: {
        /** Id of the track. */
        id: number;
        /** Id of the comment. */
        commentId: number;
      };
      body: EditCommentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Comment>> {
    return this.send('PATCH', '/api/v1/tracks/{id}/comments/{commentId}', input);
  }

  /**
   * Remove a comment. For its author, the owner of the track, and moderators. A comment with replies stays as a
   * place without author and text. Requires an access token.
   */
  removeComment(
    input: {
      path: {
        /** Id of the track. */
        id: number;
        /** Id of the comment. */
        commentId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/tracks/{id}/comments/{commentId}', input);
  }

  /**
   * List the notices of the caller. Of the chat, tracks, people and cabinets, latest first, for 90 days. What the
   * caller may not see any more is left out, so a page can have fewer notices than `limit`. A socket hears
   * `notices_changed` when there is a new one, or when one was read elsewhere. Requires an access token. Specific
   * error codes: `FORBIDDEN`.
   */
  listNotices(
    input?: {
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
        /** `true`: only those that are not read. */
        unread?: 'true' | 'false';
      };
    } & CallOptions,
  ): Promise<ApiResponse<NoticePage>> {
    return this.send('GET', '/api/v1/notices', input);
  }

  /**
   * Mark notices as read. All of them, or those up to one, or those about one thing. Requires an access token.
   * Specific error codes: `FORBIDDEN`.
   */
  readNotices(input: { body: ReadNoticesBody } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/notices/read', input);
  }

  /** Get where the caller is noticed of what. Requires an access token. */
  getNoticeLevels(input?: CallOptions): Promise<ApiResponse<NoticeLevels>> {
    return this.send('GET', '/api/v1/notices/levels', input);
  }

  /**
   * Choose where the caller is noticed of what. Kinds that are left out keep their levels. The level of a room
   * decides before these. `push` of mentions, direct messages and appointments is the same as in the preferences
   * of pushes. Requires an access token.
   */
  setNoticeLevels(input: { body: SetNoticeLevelsBody } & CallOptions): Promise<ApiResponse<NoticeLevels>> {
    return this.send('PUT', '/api/v1/notices/levels', input);
  }

  /** Mark a notice as read. Requires an access token. Specific error codes: `FORBIDDEN`. */
  readNotice(
    input: {
      path: {
        /** Id of the notice, a positive integer. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/notices/{id}/read', input);
  }

  /**
   * Create a playlist. A person has at most 200. A bot has none. Requires an access token. Specific error codes:
   * `INVALID_STATE`.
   */
  createPlaylist(input: { body: CreatePlaylistBody } & CallOptions): Promise<ApiResponse<Playlist>> {
    return this.send('POST', '/api/v1/playlists', input, { once: true });
  }

  /** List the playlists that the caller owns or edits. Requires an access token. */
  listOwnPlaylists(
    input?: {
      query?: {
        /** Id of a track: `has_track` states which playlists have it. */
        track?: number;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<OwnPlaylistPage>> {
    return this.send('GET', '/api/v1/me/playlists', input);
  }

  /** List the public playlists of a person. Authentication is optional. Specific error codes: `USER_NOT_FOUND`. */
  listPlaylistsOfPerson(
    input: {
      path: {
        /** User name of the person. */
        name: string;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PlaylistPage>> {
    return this.send('GET', '/api/v1/people/{name}/playlists', input);
  }

  /**
   * Get a playlist with its tracks. A private one exists for its owner and its editors only. Tracks that the
   * caller does not see are left out, so a page can have fewer tracks than `limit`. Authentication is optional.
   */
  getPlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<OpenPlaylist>> {
    return this.send('GET', '/api/v1/playlists/{id}', input);
  }

  /** Change title, words and visibility of a playlist. For its owner. Requires an access token. */
  updatePlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
      };
      body: UpdatePlaylistBody;
    } & CallOptions,
  ): Promise<ApiResponse<Playlist>> {
    return this.send('PATCH', '/api/v1/playlists/{id}', input);
  }

  /**
   * Delete a playlist. For its owner, and for moderators if it is public. Its tracks stay. Requires an access
   * token.
   */
  deletePlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/playlists/{id}', input);
  }

  /**
   * Get the playlist of a link with its tracks. The code is in the body, so that no log on the way has it. Tracks
   * that the caller does not see are left out, so a page can have fewer tracks than `limit`. Authentication is
   * optional. Specific error codes: `NOT_FOUND`.
   */
  openSharedPlaylist(input: { body: OpenSharedPlaylistBody } & CallOptions): Promise<ApiResponse<OpenPlaylist>> {
    return this.send('POST', '/api/v1/shared-playlists', input);
  }

  /**
   * Make a link to a playlist. For its owner. The visibility becomes `link`, and an earlier link ends. Only this
   * response has the code. Requires an access token.
   */
  sharePlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PlaylistLink>> {
    return this.send('POST', '/api/v1/playlists/{id}/link', input);
  }

  /**
   * Add a track to a playlist. For the owner and the editors. At the end; again is no change. A playlist has at
   * most 500 tracks. Requires an access token. Specific error codes: `INVALID_STATE`.
   */
  addToPlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
        /** Id of the track. */
        trackId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/playlists/{id}/tracks/{trackId}', input);
  }

  /**
   * Take a track out of a playlist. For the owner and the editors. Again is no change, also of a track that the
   * caller does not see. Requires an access token.
   */
  removeFromPlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
        /** Id of the track. */
        trackId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/playlists/{id}/tracks/{trackId}', input);
  }

  /**
   * Move a track of a playlist. For the owner and the editors. The other tracks keep their order. `CONFLICT` when
   * one of the two has left the playlist. Requires an access token. Specific error codes: `CONFLICT`.
   */
  moveInPlaylist(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
        /** Id of the track. */
        trackId: number;
      };
      body: MoveInPlaylistBody;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/playlists/{id}/tracks/{trackId}/place', input);
  }

  /**
   * Let a person edit a playlist. For its owner; again is no change. An editor adds, moves and removes tracks. A
   * playlist has at most 20. Requires an access token. Specific error codes: `USER_NOT_FOUND`, `INVALID_STATE`.
   */
  addPlaylistEditor(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
        /** User name of the editor. */
        name: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/playlists/{id}/editors/{name}', input);
  }

  /**
   * End the editing of a playlist. For its owner, and for the editor itself. Again is no change. Requires an
   * access token. Specific error codes: `USER_NOT_FOUND`.
   */
  removePlaylistEditor(
    input: {
      path: {
        /** Id of the playlist. */
        id: number;
        /** User name of the editor. */
        name: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/playlists/{id}/editors/{name}', input);
  }

  /**
   * Report a thing to the moderators. The thing is attached as it is now; one that the caller may not read does
   * not exist. An open report of it by the caller is changed instead of a second one. A user reports 20 times an
   * hour, and nothing of its own. The owner is not informed. Users are reported with `POST /chat/reports`,
   * messages over the socket. Requires an access token. Specific error codes: `NOT_FOUND`.
   */
  reportThing(input: { body: ReportThingBody } & CallOptions): Promise<
    ApiResponse<{
      /** Id of the report. */
      report_id: number;
    }>
  > {
    return this.send('POST', '/api/v1/reports', input, { once: true });
  }

  /**
   * List rooms. Returns the rooms of which the caller is a member, at most 500, then `limit` other public rooms,
   * those with most members first. While there are more, the header `Link` has the address of the next page. With
   * `search` only public rooms are listed. Requires an access token.
   */
  listRooms(
    input?: {
      query?: {
        /** Public rooms only, whose name or description has words that begin so, 1 to 100 characters. */
        search?: string;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the `Link` of the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Room[]>> {
    return this.send('GET', '/api/v1/chat/rooms', input);
  }

  /**
   * Create a room. The caller becomes its owner and first member. A person with all bots makes 20 rooms a day, and
   * fewer while the account is younger than a day or its address unconfirmed (429). Requires an access token.
   * Specific error codes: `CONFLICT`.
   */
  createRoom(input: { body: CreateRoomBody } & CallOptions): Promise<ApiResponse<Room>> {
    return this.send('POST', '/api/v1/chat/rooms', input, { once: true });
  }

  /** Get a room. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`. */
  getRoom(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Room>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}', input);
  }

  /**
   * Change a room. Absent fields stay as they are, and the id of the room stays. Connections in the room receive
   * `room_updated`. With `default_role` `member`, those who became readers by joining are members. Unknown fields
   * are refused. For the owner of the room and moderators; only its owner makes a private room public. Moderators
   * of the room itself change `slow_mode` only. Members of a group change its `name`, and nothing else is changed
   * there. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`, `CONFLICT`.
   */
  updateRoom(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: UpdateRoomBody;
    } & CallOptions,
  ): Promise<ApiResponse<Room>> {
    return this.send('PATCH', '/api/v1/chat/rooms/{id}', input);
  }

  /**
   * Delete a room. For the owner of the room and moderators. Requires an access token. Specific error codes:
   * `ROOM_NOT_FOUND`, `FORBIDDEN`.
   */
  deleteRoom(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}', input);
  }

  /**
   * List the messages of a room. Pages go back from the newest message, unless `after` or `around` is given; each
   * page is sorted oldest first. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`,
   * `BANNED`.
   */
  roomMessages(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only messages before this message id or ISO 8601 instant. Default: the newest messages. */
        before?: number | string;
        /** The first messages after this message id, or from this ISO 8601 instant on. Excludes `before` and `around`. */
        after?: number | string;
        /**
         * The messages around this message id or ISO 8601 instant: half of the page precedes it. Excludes `before` and
         * `after`.
         */
        around?: number | string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Message[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/messages', input);
  }

  /**
   * Delete a message of a room. For its author, the owner of the room and moderators, those of the room included.
   * The room receives `message_deleted`, and `moderation_action` unless the author deleted it. Deleting a message
   * again changes nothing. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `NOT_FOUND`,
   * `FORBIDDEN`, `BANNED`.
   */
  deleteRoomMessage(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the message. */
        messageId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/messages/{messageId}', input);
  }

  /**
   * Mark a room as read. Sets the read position of the caller. A smaller position marks messages as unread again.
   * Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`.
   */
  markRoomRead(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: MarkRoomReadBody;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/chat/rooms/{id}/read', input);
  }

  /**
   * Set what a room notifies the caller about. For members. Of `nothing`, and until `paused_until`, the room sends
   * no push. `unread_count` and `mention_count` stay what they are: a client shows the first with `all` only, the
   * second unless it is `nothing` or paused. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`,
   * `FORBIDDEN`, `BANNED`.
   */
  setRoomNotifications(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: SetRoomNotificationsBody;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/chat/rooms/{id}/notifications', input);
  }

  /**
   * List the users online in a room. Returns at most 500. Requires an access token. Specific error codes:
   * `ROOM_NOT_FOUND`.
   */
  roomOnline(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<
      {
        /** Id of the user. */
        user_id: number;
        /** User name. */
        username: string;
      }[]
    >
  > {
    return this.send('GET', '/api/v1/chat/rooms/{id}/online', input);
  }

  /**
   * List the members of a room. The owner and moderators first. While there are more, the header `Link` has the
   * address of the next page. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`.
   */
  roomMembers(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      query?: {
        /** Number of items to return, 1 to 500. */
        limit?: number;
        /** Opaque cursor of the next page, from the `Link` of the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Member[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/members', input);
  }

  /**
   * Add a member to a room. For the owner of the room and moderators; in a public room and in a group for any
   * member. A person who blocks the caller is not added to a group, without an error. A member that a moderator
   * adds to a private room is announced to the room by a message. Requires an access token. Specific error codes:
   * `ROOM_NOT_FOUND`, `USER_NOT_FOUND`, `FORBIDDEN`, `ROOM_FULL`, `BANNED`, `BLOCKED`.
   */
  inviteMember(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: InviteMemberBody;
    } & CallOptions,
  ): Promise<ApiResponse<Member>> {
    return this.send('POST', '/api/v1/chat/rooms/{id}/members', input, { once: true });
  }

  /**
   * Leave a room. A room whose owner leaves passes to its moderator that joined first, if it has one. Requires an
   * access token. Specific error codes: `ROOM_NOT_FOUND`.
   */
  leaveRoom(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/members/me', input);
  }

  /**
   * Remove a member from a room. For the owner of the room and moderators, those of the room included. Requires an
   * access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`.
   */
  dismissMember(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the member. */
        userId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/members/{userId}', input);
  }

  /**
   * Make a member a moderator or a reader of a room, or end that. Moderators are named by the owner of the room,
   * readers by its moderators too. A moderator deletes messages, sanctions and removes members, invites, and
   * changes the slow mode. A reader reads and reacts, and does not write. The room receives `member_updated`. Bots
   * are members or readers. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `NOT_FOUND`,
   * `FORBIDDEN`, `BANNED`.
   */
  setMemberRole(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the member. */
        userId: number;
      };
      body: SetMemberRoleBody;
    } & CallOptions,
  ): Promise<ApiResponse<Member>> {
    return this.send('PATCH', '/api/v1/chat/rooms/{id}/members/{userId}', input);
  }

  /**
   * Hand a room over to a member. For the owner of the room, who becomes a moderator of it. The room receives
   * `member_updated` of both. The new owner is a member that is neither banned nor muted there, and no bot.
   * Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  handOverRoom(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: HandOverRoomBody;
    } & CallOptions,
  ): Promise<ApiResponse<Member>> {
    return this.send('PUT', '/api/v1/chat/rooms/{id}/owner', input);
  }

  /**
   * Create a group of people. A private room of at most 20 people, without an owner. Each of them adds others
   * (`POST /chat/rooms/{id}/members`), names it (`PATCH /chat/rooms/{id}`) and leaves (`DELETE
   * /chat/rooms/{id}/members/me`). Without a name it has the names of its people. People who block the caller are
   * left out without an error. It counts as a room that the caller creates. Requires an access token. Specific
   * error codes: `USER_NOT_FOUND`, `FORBIDDEN`.
   */
  createGroup(input: { body: CreateGroupBody } & CallOptions): Promise<ApiResponse<Room>> {
    return this.send('POST', '/api/v1/chat/groups', input, { once: true });
  }

  /**
   * List direct messages with a user. Pages go back from the newest message, unless `after` or `around` is given;
   * each page is sorted oldest first. Requires an access token. Specific error codes: `USER_NOT_FOUND`.
   */
  directMessages(
    input: {
      path: {
        /** Id of the other user. */
        userId: number;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only messages before this message id or ISO 8601 instant. Default: the newest messages. */
        before?: number | string;
        /** The first messages after this message id, or from this ISO 8601 instant on. Excludes `before` and `around`. */
        after?: number | string;
        /**
         * The messages around this message id or ISO 8601 instant: half of the page precedes it. Excludes `before` and
         * `after`.
         */
        around?: number | string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Message[]>> {
    return this.send('GET', '/api/v1/chat/dm/{userId}', input);
  }

  /** Mark a direct conversation as read. Requires an access token. Specific error codes: `USER_NOT_FOUND`. */
  markDirectRead(
    input: {
      path: {
        /** Id of the other user. */
        userId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/v1/chat/dm/{userId}/read', input, { once: true });
  }

  /**
   * List direct conversations. While there are more, the header `Link` has the address of the next page. Requires
   * an access token.
   */
  conversations(
    input?: {
      query?: {
        /** Number of items to return, 1 to 500. */
        limit?: number;
        /** Opaque cursor of the next page, from the `Link` of the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Conversation[]>> {
    return this.send('GET', '/api/v1/chat/conversations', input);
  }

  /**
   * Search messages. Searches the rooms that the caller may read. Words, an author or `has` are required. `q` may
   * hold the operators `from:`, `in:`, `before:`, `after:` and `has:`. Requires an access token.
   */
  searchMessages(
    input?: {
      query?: {
        /** Search words, ranked. May hold `from:`, `in:`, `before:`, `after:` and `has:`. */
        q?: string;
        /** Only messages of this user. */
        from?: number;
        /** Only messages in this room, by its id or name. */
        room?: string;
        /** Only messages before this instant, ISO 8601. */
        before?: string;
        /** Only messages after this instant, ISO 8601. */
        after?: string;
        /** Only messages with a link in the text, any file, a picture, or audio. */
        has?: 'link' | 'file' | 'image' | 'audio';
        /** Number of items to return, 1 to 100. */
        limit?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Message[]>> {
    return this.send('GET', '/api/v1/chat/search', input);
  }

  /**
   * List blocked users. Those that the caller blocks. While there are more, the header `Link` has the address of
   * the next page. Requires an access token.
   */
  listBlocks(
    input?: {
      query?: {
        /** Number of items to return, 1 to 500. */
        limit?: number;
        /** Opaque cursor of the next page, from the `Link` of the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<
      {
        /** Id of the user. */
        user_id: number;
        /** User name. */
        username: string;
      }[]
    >
  > {
    return this.send('GET', '/api/v1/chat/blocks', input);
  }

  /** Block direct messages from a user. Requires an access token. Specific error codes: `USER_NOT_FOUND`. */
  block(
    input: {
      path: {
        /** Id of the other user. */
        userId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/chat/blocks/{userId}', input);
  }

  /** Unblock a user. Requires an access token. */
  unblock(
    input: {
      path: {
        /** Id of the other user. */
        userId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/blocks/{userId}', input);
  }

  /**
   * Upload a file to a room. Creates a message with the file. The command `file_upload` of the WebSocket API
   * returns the signed URL. At most 25 MiB. A voice message is encoded anew before the reply. Requires no
   * authentication. Specific error codes: `URL_INVALID`, `UNAUTHENTICATED`, `BANNED`, `FORBIDDEN`,
   * `ROOM_NOT_FOUND`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`, `UPLOAD_INCOMPLETE`, `CONFLICT`,
   * `QUOTA_EXCEEDED`, `OVERLOADED`.
   */
  uploadChatFile(
    input: {
      query: {
        /** The signed token of the URL. */
        token: string;
      };
      body: Blob;
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** Id of the message. */
      message_id: number;
      /** Position of the message in the log of its room. */
      seq: number;
    }>
  > {
    return this.send('PUT', '/chat-uploads', input);
  }

  /**
   * Download a file of a message. The `url` of an attachment is such a signed URL, valid for 15 minutes. Requires
   * no authentication. Specific error codes: `URL_INVALID`, `RANGE_NOT_SATISFIABLE`.
   */
  downloadChatFile(
    input: {
      query: {
        /** The signed token of the URL. */
        token: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/chat-files', input, { response: 'raw' });
  }

  /**
   * List the bans and mutes of a room. Returns those in force, at most 500. For the owner of the room and
   * moderators. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  listBans(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Sanction[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/bans', input);
  }

  /**
   * Ban, mute or kick a user. Takes effect on open connections within two seconds. Moderators can be sanctioned by
   * administrators only, and administrators by none. For the owner of the room and moderators. Requires an access
   * token. Specific error codes: `ROOM_NOT_FOUND`, `USER_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  banMember(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: BanMemberBody;
    } & CallOptions,
  ): Promise<ApiResponse<Sanction>> {
    return this.send('POST', '/api/v1/chat/rooms/{id}/bans', input, { once: true });
  }

  /**
   * Lift a ban or mute. A sanction of a higher rank cannot be lifted: owners do not lift those of moderators, and
   * moderators not those of administrators. For the owner of the room and moderators. Requires an access token.
   * Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  unbanMember(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the member. */
        userId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/bans/{userId}', input);
  }

  /**
   * Report a user to the moderators. Messages are reported over the socket. The last messages between the caller
   * and the user are attached. An open report of the user by the caller is changed instead of a second one. The
   * user is not informed. Requires an access token. Specific error codes: `USER_NOT_FOUND`.
   */
  reportPerson(input: { body: ReportPersonBody } & CallOptions): Promise<
    ApiResponse<{
      /** Id of the report. */
      report_id: number;
    }>
  > {
    return this.send('POST', '/api/v1/chat/reports', input, { once: true });
  }

  /** List reports of messages, of users and of things. Requires the platform role `moderator` or `admin`. */
  listReports(
    input?: {
      query?: {
        /** Only reports with this status. */
        status?: 'open' | 'dismissed' | 'actioned';
        /** Only reports of this kind of thing. */
        kind?:
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
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only items with a smaller id, for the next page. */
        before?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Report[]>> {
    return this.send('GET', '/api/v1/chat/reports', input);
  }

  /** Resolve a report. Requires the platform role `moderator` or `admin`. */
  resolveReport(
    input: {
      path: {
        /** Id of the report. */
        id: number;
      };
      body: ResolveReportBody;
    } & CallOptions,
  ): Promise<ApiResponse<Report>> {
    return this.send('PUT', '/api/v1/chat/reports/{id}', input);
  }

  /**
   * List the earlier versions of a message. Versions of direct messages are available only for reported messages.
   * A request for a message of a private room is recorded in the audit log. Requires the platform role `moderator`
   * or `admin`. Specific error codes: `NOT_FOUND`.
   */
  messageVersions(
    input: {
      path: {
        /** Id of the message. */
        id: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<MessageVersion[]>> {
    return this.send('GET', '/api/v1/chat/messages/{id}/versions', input);
  }

  /** List the moderation audit log. Requires the platform role `moderator` or `admin`. */
  moderationAudit(
    input?: {
      query?: {
        /** Only actions of this moderator; 0 is the platform. */
        moderator_id?: number;
        /** Only actions of this kind. */
        action?:
          | 'ban'
          | 'mute'
          | 'kick'
          | 'lift'
          | 'add member'
          | 'delete message'
          | 'pin message'
          | 'unpin message'
          | 'create invite link'
          | 'revoke invite link'
          | 'change room'
          | 'change role'
          | 'hand over room'
          | 'delete room'
          | 'read versions'
          | 'reset profile'
          | 'report actioned'
          | 'report dismissed';
        /** Only entries from this ISO 8601 instant on. */
        since?: string;
        /** Only entries before this ISO 8601 instant. */
        until?: string;
        /** Only entries of this room, by its id or name. */
        room?: string;
        /** Only entries that concern this user. */
        user_id?: number;
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only items with a smaller id, for the next page. */
        before?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AuditLine[]>> {
    return this.send('GET', '/api/v1/chat/audit', input);
  }

  /**
   * List the pinned messages of a room. Returns at most 50. A message that is deleted, or removed by its age, is
   * pinned no more. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  listPins(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Pin[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/pins', input);
  }

  /**
   * Pin a message of a room. For the owner of the room and moderators, those of the platform in rooms that they
   * may read. A room has 50 pinned messages at most (409). The room receives `message_pinned`, on connections of
   * `veza.v1`. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `NOT_FOUND`, `FORBIDDEN`,
   * `BANNED`, `CONFLICT`.
   */
  pinMessage(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the message. */
        messageId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/chat/rooms/{id}/pins/{messageId}', input);
  }

  /**
   * Unpin a message of a room. For those who may pin. The room receives `message_pinned`, on connections of
   * `veza.v1`. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  unpinMessage(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the message. */
        messageId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/pins/{messageId}', input);
  }

  /**
   * List the invite links of a room. For the owner and the moderators of the room. Those in force, at most 20,
   * without their codes. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  listInviteLinks(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<InviteLink[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/invite-links', input);
  }

  /**
   * Create an invite link of a room. For the owner and the moderators of the room. Only this response has the
   * code; the page of the web client is `/app/join#<code>`. A room has at most 20 links in force (409). A link
   * ends early when its creator no longer governs the room. Requires an access token. Specific error codes:
   * `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`, `CONFLICT`.
   */
  createInviteLink(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      body: CreateInviteLinkBody;
    } & CallOptions,
  ): Promise<ApiResponse<NewInviteLink>> {
    return this.send('POST', '/api/v1/chat/rooms/{id}/invite-links', input);
  }

  /**
   * Revoke an invite link of a room. For the owner and the moderators of the room. Requires an access token.
   * Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`, `BANNED`.
   */
  revokeInviteLink(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the link. */
        linkId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/rooms/{id}/invite-links/{linkId}', input);
  }

  /**
   * Get the room of an invite link. A link that does not exist or has ended is `NOT_FOUND`. A person tries 20
   * codes a minute. Requires an access token. Specific error codes: `NOT_FOUND`, `BANNED`.
   */
  lookUpInviteLink(input: { body: LookUpInviteLinkBody } & CallOptions): Promise<ApiResponse<InvitingRoom>> {
    return this.send('POST', '/api/v1/chat/invite-links/look-up', input);
  }

  /**
   * Join a room by an invite link. For people: a bot joins by no link. Who is banned from the room does not join.
   * A member takes no use of the link. Requires an access token. Specific error codes: `NOT_FOUND`, `FORBIDDEN`,
   * `BANNED`, `ROOM_FULL`.
   */
  joinByInviteLink(input: { body: JoinByInviteLinkBody } & CallOptions): Promise<ApiResponse<Room>> {
    return this.send('POST', '/api/v1/chat/invite-links/join', input);
  }

  /**
   * List saved messages. The messages that the caller has saved, in rooms and conversations, the last saved first.
   * `message` is null while the caller may not read it: it is deleted, its room is closed to the caller, or one of
   * author and caller blocks the other. Requires an access token.
   */
  listSavedMessages(
    input?: {
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<SavedMessagePage>> {
    return this.send('GET', '/api/v1/chat/saved-messages', input);
  }

  /**
   * Save a message. For the caller alone. A user has at most 5000 saved messages (409). Requires an access token.
   * Specific error codes: `NOT_FOUND`, `CONFLICT`.
   */
  saveMessage(
    input: {
      path: {
        /** Id of the message. */
        messageId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/chat/saved-messages/{messageId}', input);
  }

  /** Take a message from the saved ones. Requires an access token. */
  unsaveMessage(
    input: {
      path: {
        /** Id of the message. */
        messageId: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/v1/chat/saved-messages/{messageId}', input);
  }

  /**
   * Look up threads of a room. Returns those of the messages that have replies. Replies are counted up to 1000. A
   * caller follows the threads that the caller began or wrote in; only these have unread replies, by people whom
   * the caller has not blocked. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `FORBIDDEN`,
   * `BANNED`.
   */
  listThreads(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
      };
      query: {
        /** Ids of messages of the room, 1 to 100, separated by commas. */
        messages: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Thread[]>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/threads', input);
  }

  /**
   * Get the thread of a message. The message and its newest replies, or those before a position. A reply to a
   * reply is in the same thread. The message can be any of the thread. Replies that were sent before threads
   * existed belong to none. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `NOT_FOUND`,
   * `FORBIDDEN`, `BANNED`.
   */
  getThread(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the message. */
        messageId: number;
      };
      query?: {
        /** Number of items to return, 1 to 100. */
        limit?: number;
        /** Only replies before this `seq`, for the page before. */
        before?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<ThreadPage>> {
    return this.send('GET', '/api/v1/chat/rooms/{id}/messages/{messageId}/thread', input);
  }

  /**
   * Mark a thread as read. Sets how far the caller has read it. A smaller position marks replies as unread again.
   * The room stays as it is. Requires an access token. Specific error codes: `ROOM_NOT_FOUND`, `NOT_FOUND`,
   * `FORBIDDEN`, `BANNED`.
   */
  markThreadRead(
    input: {
      path: {
        /** Id or name of the room. */
        id: string;
        /** Id of the message. */
        messageId: number;
      };
      body: MarkThreadReadBody;
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/v1/chat/rooms/{id}/messages/{messageId}/thread/read', input);
  }

  /**
   * Get what a page elsewhere says of itself. For a link in a message. The platform reads the page once a day for
   * all readers, without cookies; the site does not learn who reads. Only https pages at public addresses are
   * read, within five seconds and one mebibyte. A user has 60 pages read in ten minutes; those that others had
   * read do not count. Requires an access token.
   */
  getLinkPreview(
    input: {
      query: {
        /** Address of the page, at most 2,000 characters. */
        url: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The preview; null for a page that says nothing, or is not reached. */
      preview: LinkPreview | null;
    }>
  > {
    return this.send('GET', '/api/v1/link-previews', input);
  }

  /** Create a cabinet. Requires the platform role `admin`. */
  createCabinet(input: { body: CreateCabinetBody } & CallOptions): Promise<ApiResponse<Cabinet>> {
    return this.send('POST', '/api/cabinets', input, { once: true });
  }

  /**
   * List cabinets. Returns the cabinets of which the caller is a member; all of them for administrators of the
   * platform. At most 500. Requires an access token.
   */
  listCabinets(input?: CallOptions): Promise<
    ApiResponse<{
      /** The cabinets by name. */
      items: Cabinet[];
    }>
  > {
    return this.send('GET', '/api/cabinets', input);
  }

  /** Get a cabinet. Requires an access token. */
  getCabinet(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Cabinet>> {
    return this.send('GET', '/api/cabinets/{id}', input);
  }

  /**
   * Update a cabinet. For managers and administrators of the cabinet. Fields that are left out keep their value.
   * Working hours follow another time zone; appointments keep their instants. Requires an access token.
   */
  updateCabinet(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: UpdateCabinetBody;
    } & CallOptions,
  ): Promise<ApiResponse<Cabinet>> {
    return this.send('PUT', '/api/cabinets/{id}', input);
  }

  /**
   * Add a practitioner to a cabinet. The account must exist; one that is named by its e-mail address must have
   * confirmed it. For an account that already works in the cabinet, the fields replace the stored ones. Requires
   * the platform role `admin`. Specific error codes: `USER_NOT_FOUND`.
   */
  hirePractitioner(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: HirePractitionerBody;
    } & CallOptions,
  ): Promise<ApiResponse<Practitioner>> {
    return this.send('POST', '/api/cabinets/{id}/practitioners', input, { once: true });
  }

  /** List the practitioners of a cabinet. Returns at most 500. Requires an access token. */
  listPractitioners(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The practitioners by last name. */
      items: Practitioner[];
    }>
  > {
    return this.send('GET', '/api/cabinets/{id}/practitioners', input);
  }

  /**
   * Update a practitioner. For the practitioner, and managers and administrators of the cabinet. Fields that are
   * left out keep their value. Existing appointments stay as they are. Requires an access token.
   */
  updatePractitioner(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
        /** Id of the practitioner, a UUID. */
        practitionerId: string;
      };
      body: UpdatePractitionerBody;
    } & CallOptions,
  ): Promise<ApiResponse<Practitioner>> {
    return this.send('PUT', '/api/cabinets/{id}/practitioners/{practitionerId}', input);
  }

  /**
   * Remove a practitioner from a cabinet. Ends the membership and every access to the cabinet at once. The
   * practitioner has no slots any more, and holds are released; absences and appointments stay, the managers of
   * the cabinet are notified, and patients with appointments to come get a mail with free times of other
   * practitioners. Practitioners leave themselves; managers dismiss practitioners, administrators of the cabinet
   * every other member. Requires an access token.
   */
  dismissPractitioner(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
        /** Id of the practitioner, a UUID. */
        practitionerId: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/cabinets/{id}/practitioners/{practitionerId}', input);
  }

  /**
   * List the types of appointments of a cabinet. Returns the length and the buffer of each type. Requires an
   * access token.
   */
  listAppointmentTypes(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** All types. */
      items: AppointmentTypeLength[];
    }>
  > {
    return this.send('GET', '/api/cabinets/{id}/appointment-types', input);
  }

  /**
   * Update a type of appointments. For managers and administrators of the cabinet. Slots, holds, bookings and
   * moves of this type use its length and buffer. Appointments that exist keep theirs. Fields that are left out
   * keep their value. Requires an access token.
   */
  updateAppointmentType(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
        /** What the appointment is for. */
        type: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
      };
      body: UpdateAppointmentTypeBody;
    } & CallOptions,
  ): Promise<ApiResponse<AppointmentTypeLength>> {
    return this.send('PUT', '/api/cabinets/{id}/appointment-types/{type}', input);
  }

  /**
   * List the treatments of a cabinet. Treatments are types of appointments of the cabinet itself, beside the eight
   * of the platform. Returns all, at most 100, archived ones last. Requires an access token.
   */
  listTreatments(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The treatments by name. */
      items: Treatment[];
    }>
  > {
    return this.send('GET', '/api/cabinets/{id}/treatments', input);
  }

  /**
   * Add a treatment to a cabinet. For managers and administrators of the cabinet. A name in use and the 101st
   * treatment are `CONFLICT`. Treatments are archived, not deleted. Requires an access token. Specific error
   * codes: `CONFLICT`.
   */
  createTreatment(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: CreateTreatmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Treatment>> {
    return this.send('POST', '/api/cabinets/{id}/treatments', input, { once: true });
  }

  /**
   * Update or archive a treatment. For managers and administrators of the cabinet. Fields that are left out keep
   * their value. Appointments that exist keep their length, their buffer and their answers. Requires an access
   * token. Specific error codes: `CONFLICT`.
   */
  updateTreatment(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
        /** Id of the treatment, a UUID. */
        treatmentId: string;
      };
      body: UpdateTreatmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Treatment>> {
    return this.send('PUT', '/api/cabinets/{id}/treatments/{treatmentId}', input);
  }

  /**
   * List the public holidays of a cabinet. Returns those of one year, the present one by default, each with
   * whether the cabinet is closed. Requires an access token.
   */
  listPublicHolidays(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      query?: {
        /** Year, 1970 to 2199. */
        year?: number;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PublicHolidays>> {
    return this.send('GET', '/api/cabinets/{id}/holidays', input);
  }

  /**
   * Choose the public holidays of a cabinet. For managers and administrators of the cabinet. It is closed on the
   * public holidays of the country or the part of it, except for those that `open` names. A practitioner with an
   * exception on such a date works by that exception. Booked appointments stay. Requires an access token.
   */
  updatePublicHolidays(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: UpdatePublicHolidaysBody;
    } & CallOptions,
  ): Promise<ApiResponse<PublicHolidays>> {
    return this.send('PUT', '/api/cabinets/{id}/holidays', input);
  }

  /**
   * List the rooms and devices of a cabinet. Returns all, at most 100, archived ones last. Requires an access
   * token.
   */
  listFacilities(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The rooms and devices by name. */
      items: Facility[];
    }>
  > {
    return this.send('GET', '/api/cabinets/{id}/facilities', input);
  }

  /**
   * Add a room or a device to a cabinet. For managers and administrators of the cabinet. A name in use and the
   * 101st are `CONFLICT`. Treatments and types of appointments that need it, or one of its kind, are booked only
   * while one is free. Requires an access token. Specific error codes: `CONFLICT`.
   */
  createFacility(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: CreateFacilityBody;
    } & CallOptions,
  ): Promise<ApiResponse<Facility>> {
    return this.send('POST', '/api/cabinets/{id}/facilities', input, { once: true });
  }

  /**
   * Update or archive a room or a device. For managers and administrators of the cabinet. Fields that are left out
   * keep their value. Appointments that exist keep it; new ones take it no longer once it is archived. Requires an
   * access token. Specific error codes: `CONFLICT`.
   */
  updateFacility(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
        /** Id of the room or device, a UUID. */
        facilityId: string;
      };
      body: UpdateFacilityBody;
    } & CallOptions,
  ): Promise<ApiResponse<Facility>> {
    return this.send('PUT', '/api/cabinets/{id}/facilities/{facilityId}', input);
  }

  /**
   * Create an absence of a practitioner. For the practitioner, and managers and administrators of the cabinet. An
   * absence that overlaps an appointment, a hold or another absence is `SLOT_TAKEN`, with the next free slots in
   * `details`. With `overrides` it is entered over them: holds end, nothing else can be booked there, and
   * appointments to come stay until they are moved. The response lists them, at most 500, and their patients get a
   * mail with free times and a link. Requires an access token. Specific error codes: `SLOT_TAKEN`.
   */
  createAbsence(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
      };
      body: CreateAbsenceBody;
    } & CallOptions,
  ): Promise<ApiResponse<Absence>> {
    return this.send('POST', '/api/practitioners/{id}/absences', input, { once: true });
  }

  /**
   * List the absences of a practitioner. Returns at most 500, between two dates or from now on. Requires an access
   * token.
   */
  listAbsences(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
      };
      query?: {
        /** First date, inclusive, in the time zone of the cabinet. Default: now. */
        dateFrom?: string;
        /** Last date, inclusive. Default: no end. */
        dateTo?: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The absences in order of time. */
      items: Absence[];
    }>
  > {
    return this.send('GET', '/api/practitioners/{id}/absences', input);
  }

  /**
   * Delete an absence. For the practitioner, and managers and administrators of the cabinet. Requires an access
   * token.
   */
  deleteAbsence(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
        /** Id of the absence, a UUID. */
        absenceId: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/practitioners/{id}/absences/{absenceId}', input);
  }

  /**
   * Import the busy times of a calendar elsewhere. For the practitioner, and managers and administrators of the
   * cabinet. The iCalendar feed is read at once and then regularly. Nothing can be booked in its busy times;
   * appointments that are booked already stay. Titles are not stored. Events that are free or cancelled, and those
   * of appointments of this cabinet, are left out. At most 20 for each practitioner. Requires an access token.
   * Specific error codes: `CONFLICT`.
   */
  addCalendarImport(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
      };
      body: AddCalendarImportBody;
    } & CallOptions,
  ): Promise<ApiResponse<CalendarImport>> {
    return this.send('POST', '/api/practitioners/{id}/calendar-imports', input, { once: true });
  }

  /**
   * List the imported calendars of a practitioner. For the practitioner, and managers and administrators of the
   * cabinet. Returns all, at most 20. Requires an access token.
   */
  listCalendarImports(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The imports in the order in which they were added. */
      items: CalendarImport[];
    }>
  > {
    return this.send('GET', '/api/practitioners/{id}/calendar-imports', input);
  }

  /**
   * Read an imported calendar now. For the practitioner, and managers and administrators of the cabinet. The
   * calendar is read within seconds, at most once a minute; `lastSuccessAt` or `lastFailureAt` of the list shows
   * the result. Requires an access token.
   */
  refreshCalendarImport(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
        /** Id of the import, a UUID. */
        importId: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<CalendarImport>> {
    return this.send('POST', '/api/practitioners/{id}/calendar-imports/{importId}/refresh', input, { once: true });
  }

  /**
   * Remove an imported calendar. For the practitioner, and managers and administrators of the cabinet. Its busy
   * times are free at once. Requires an access token.
   */
  removeCalendarImport(
    input: {
      path: {
        /** Id of the practitioner, a UUID. */
        id: string;
        /** Id of the import, a UUID. */
        importId: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/practitioners/{id}/calendar-imports/{importId}', input);
  }

  /**
   * Make a secret address of an iCalendar feed. Of the own appointments as a patient, or as a practitioner of a
   * cabinet. The address is shown once, and the one before ends. The feed of a practitioner ends with the
   * membership. Requires an access token. The address of the account must be confirmed, otherwise
   * `EMAIL_UNVERIFIED`. Specific error codes: `NOT_FOUND`.
   */
  renewCalendarFeed(input: { body: RenewCalendarFeedBody } & CallOptions): Promise<ApiResponse<CalendarFeed>> {
    return this.send('POST', '/api/my/calendar-feeds', input);
  }

  /** End an iCalendar feed. Its address answers `NOT_FOUND` from then on. Requires an access token. */
  revokeCalendarFeed(
    input?: {
      query?: {
        /**
         * Id of the cabinet whose appointments with the caller as practitioner the feed has. Default: the own
         * appointments as a patient, in all cabinets.
         */
        cabinetId?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/my/calendar-feeds', input);
  }

  /**
   * Read an iCalendar feed. Appointments of the last 30 days and of the next 180, each with the `UID` and the
   * `SEQUENCE` of its mails; cancelled ones for 14 days after the cancellation. Without notes. At most 120
   * requests an hour. Requires no authentication. Specific error codes: `NOT_FOUND`, `RATE_LIMITED`.
   */
  readCalendarFeed(
    input: {
      path: {
        /** Secret of the feed. */
        token: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/calendar-feeds/{token}.ics', input, { response: 'raw' });
  }

  /**
   * List the free times of a cabinet. Returns the free times of all practitioners between two dates, both
   * inclusive: of each practitioner, and of any of them. A time of the latter can be booked with `practitionerId:
   * any`. Without `duration` and a length of the type, times are for 30 minutes. More than 20,000 times are
   * `VALIDATION_FAILED`. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  listFreeTimes(
    input: {
      query: {
        /** First date, inclusive, in the time zone of the cabinet. */
        dateFrom: string;
        /** Last date, inclusive; at most 41 days after `dateFrom`. */
        dateTo: string;
        /** Duration of the appointment in minutes, 5 to 720. */
        duration?: number;
        /** Type of the appointment, which may have a length and a buffer of its own. */
        type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
        /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
        treatmentId?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<FreeTimes>> {
    return this.send('GET', '/api/appointments/free-times', input);
  }

  /**
   * List the slots of a practitioner. Returns the slots between two dates, both inclusive, in the time zone of the
   * cabinet. Taken slots are included with `available: false`. A range with more than 500 slots is
   * `VALIDATION_FAILED` and names the last date that fits. Requires an access token. Specific error codes:
   * `FORBIDDEN`, `NOT_FOUND`.
   */
  listSlots(
    input: {
      query: {
        /** Id of the practitioner. */
        practitionerId: string;
        /** First date, inclusive, in the time zone of the cabinet. */
        dateFrom: string;
        /** Last date, inclusive; not before `dateFrom`. */
        dateTo: string;
        /** Duration of the appointment in minutes, 5 to 720. Default: that of the type, else 30. */
        duration?: number;
        /** Type of the appointment, which may have a length and a buffer of its own. */
        type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
        /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
        treatmentId?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AppointmentSlot[]>> {
    return this.send('GET', '/api/appointments/slots', input);
  }

  /**
   * Hold a slot. Reserves a time for five minutes while a booking is filled in. The rules are those of a booking,
   * which consumes the hold. A caller has one hold per cabinet; a new hold releases the previous one. Requires an
   * access token. Specific error codes: `FORBIDDEN`, `NOT_FOUND`, `SLOT_TAKEN`.
   */
  createHold(input: { body: CreateHoldBody } & CallOptions): Promise<ApiResponse<Hold>> {
    return this.send('POST', '/api/appointments/holds', input, { once: true });
  }

  /** Release a hold. Requires an access token. */
  deleteHold(
    input: {
      path: {
        /** Id of the hold, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/appointments/holds/{id}', input);
  }

  /**
   * List the appointments that need another time. Appointments to come whose practitioner is absent then or has
   * left, in order of time; at most 100. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  listDisplacedAppointments(input?: CallOptions): Promise<
    ApiResponse<{
      /** In order of time. */
      items: Appointment[];
    }>
  > {
    return this.send('GET', '/api/appointments/proposals', input);
  }

  /**
   * List free times for an appointment. Of the same practitioner and of others, by the rules for patients. Nothing
   * is reserved; a move to one of them follows the rules of every move. Requires an access token. Specific error
   * codes: `FORBIDDEN`.
   */
  getProposal(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Proposal>> {
    return this.send('GET', '/api/appointments/{id}/proposal', input);
  }

  /**
   * List appointments. Returns the appointments of the cabinet, in order of time by default. Requires an access
   * token. Specific error codes: `FORBIDDEN`.
   */
  listAppointments(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** Field by which the list is sorted. */
        sortBy?: 'startTime' | 'createdAt' | 'updatedAt';
        /** Direction of the order. */
        sortOrder?: 'asc' | 'desc';
        /** Only these statuses; repeatable. */
        status?: ('pending' | 'confirmed' | 'cancelled' | 'completed' | 'no_show' | 'rescheduled')[];
        /** Only these types; repeatable. */
        type?: ('consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence')[];
        /** Only appointments with this practitioner. */
        practitionerId?: string;
        /** Only appointments that use this room or device. */
        facilityId?: string;
        /** Only appointments of this patient. */
        patientId?: string;
        /** Only appointments of this urgency. */
        urgency?: 'normal' | 'urgent' | 'emergency';
        /** Only appointments that begin at this time or later; a date is its first instant. */
        dateFrom?: string;
        /** Only appointments that begin at this time or earlier; a date includes all of it. */
        dateTo?: string;
        /** Every word must occur in the patient's name. Ignores case and accents. */
        search?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AppointmentPage>> {
    return this.send('GET', '/api/appointments', input);
  }

  /**
   * Book an appointment. For a patient (`patientId`) or a new one (`patientData`). A time that is taken is
   * `SLOT_TAKEN`, with the next free slots in `details`, and creates no patient. The same booking repeated within
   * ten minutes returns the appointment that exists. A patient who has another appointment at that time is
   * `PATIENT_BOOKED`, with its id in `details` in the field `appointment`; `force` books in spite of it. Requires
   * an access token. Specific error codes: `FORBIDDEN`, `NOT_FOUND`, `SLOT_TAKEN`, `PATIENT_BOOKED`.
   */
  createAppointment(input: { body: CreateAppointmentBody } & CallOptions): Promise<ApiResponse<Appointment>> {
    return this.send('POST', '/api/appointments', input, { once: true });
  }

  /**
   * Book repeating appointments. Books each occurrence of the rule like a single appointment; the reply has the
   * appointment or the refusal of each. A series without any free occurrence is `SLOT_TAKEN` and creates no
   * patient. Requires an access token. Specific error codes: `FORBIDDEN`, `NOT_FOUND`, `SLOT_TAKEN`,
   * `PATIENT_BOOKED`.
   */
  createAppointmentSeries(input: { body: CreateAppointmentSeriesBody } & CallOptions): Promise<ApiResponse<AppointmentSeries>> {
    return this.send('POST', '/api/appointments/series', input, { once: true });
  }

  /**
   * Cancel an appointment of a series and those after it. Cancels the pending and confirmed appointments of the
   * series from this one on. Without a series it is `NOT_FOUND`. Requires an access token. Specific error codes:
   * `FORBIDDEN`.
   */
  cancelFollowingAppointments(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
      body: CancelFollowingAppointmentsBody;
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The cancelled appointments in order of time. */
      items: Appointment[];
    }>
  > {
    return this.send('PUT', '/api/appointments/{id}/cancel-following', input);
  }

  /**
   * Get an appointment as an iCalendar file. One event (RFC 5545) under the same `UID` for the life of the
   * appointment. `SEQUENCE` grows with each change; `METHOD` is `CANCEL` once the appointment is cancelled.
   * Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  getAppointmentIcs(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/appointments/{id}.ics', input, { response: 'raw' });
  }

  /** Get an appointment. Requires an access token. Specific error codes: `FORBIDDEN`. */
  getAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Appointment>> {
    return this.send('GET', '/api/appointments/{id}', input);
  }

  /**
   * Update an appointment. Fields that are left out keep their value. `status` and times follow the rules of the
   * calls of their own. `presence` is that of the patient on the day; a final appointment keeps the last one, and
   * a new one is `INVALID_TRANSITION`. Requires an access token. Specific error codes: `FORBIDDEN`, `SLOT_TAKEN`,
   * `INVALID_TRANSITION`.
   */
  updateAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
      body: UpdateAppointmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Appointment>> {
    return this.send('PUT', '/api/appointments/{id}', input);
  }

  /**
   * List the changes of an appointment. Returns at most 500: what was done, by which account, when and why.
   * Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  listAppointmentHistory(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The changes of the appointment, newest first. */
      items: AppointmentChange[];
    }>
  > {
    return this.send('GET', '/api/appointments/{id}/history', input);
  }

  /** Confirm an appointment. Requires an access token. Specific error codes: `FORBIDDEN`, `INVALID_TRANSITION`. */
  confirmAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Appointment>> {
    return this.send('PUT', '/api/appointments/{id}/confirm', input);
  }

  /**
   * Cancel an appointment. Frees the time of the appointment. A cancelled appointment stays cancelled. Requires an
   * access token. Specific error codes: `FORBIDDEN`, `INVALID_TRANSITION`.
   */
  cancelAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
      body: CancelAppointmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Appointment>> {
    return this.send('PUT', '/api/appointments/{id}/cancel', input);
  }

  /**
   * Move an appointment. Moves the appointment to another time with the same practitioner; id and status stay. A
   * time that is taken is `SLOT_TAKEN`, with the next free slots in `details`. Requires an access token. Specific
   * error codes: `FORBIDDEN`, `SLOT_TAKEN`, `INVALID_TRANSITION`.
   */
  rescheduleAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
      body: RescheduleAppointmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<Appointment>> {
    return this.send('PUT', '/api/appointments/{id}/reschedule', input);
  }

  /**
   * List the appointments of a patient. Returns the pending and confirmed appointments that have not ended; with
   * `includeHistory` all of them. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  listPatientAppointments(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** Field by which the list is sorted. */
        sortBy?: 'startTime' | 'createdAt' | 'updatedAt';
        /** Direction of the order. */
        sortOrder?: 'asc' | 'desc';
        /** Whether past, cancelled and completed appointments are included. */
        includeHistory?: 'true' | 'false';
      };
    } & CallOptions,
  ): Promise<ApiResponse<AppointmentPage>> {
    return this.send('GET', '/api/patients/{id}/appointments', input);
  }

  /**
   * Get figures about the appointments of the cabinet. Bookings by status, type, origin, practitioner and date of
   * their start; rates of missed and cancelled appointments; fill rate and lead time. As numbers for the whole
   * range, and as a series. A range has at most 1,096 days. Requires an access token. Specific error codes:
   * `FORBIDDEN`, `NOT_FOUND`.
   */
  getAnalyticsOverview(
    input?: {
      query?: {
        /** First date, inclusive. Default: 90 days before today. */
        dateFrom?: string;
        /** Last date, inclusive. Default: 180 days after today, or a year after `dateFrom`. */
        dateTo?: string;
        /** Only appointments with this practitioner. */
        practitionerId?: string;
        /** Length of a step of the series. Weeks begin on Monday. */
        interval?: 'day' | 'week' | 'month';
      };
    } & CallOptions,
  ): Promise<ApiResponse<AnalyticsOverview>> {
    return this.send('GET', '/api/analytics/overview', input);
  }

  /**
   * List patients. Returns the patients of the cabinet by name. Requires an access token. Specific error codes:
   * `FORBIDDEN`.
   */
  listPatients(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /**
         * Every word must occur in the names, the e-mail address or the phone number, in any spelling of the number. A
         * date is that of the birth: `1980-04-03`, `03/04/1980` or `03.04.1980`, with the day or the month first.
         * Ignores case, accents, apostrophes and hyphens. If nothing matches, names with a typo do.
         */
        search?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PatientPage>> {
    return this.send('GET', '/api/patients', input);
  }

  /**
   * Create a patient. A likely duplicate is `DUPLICATE`: an equal or nearly equal name, and the same date of
   * birth, e-mail address or phone number. `details` has the ids of at most five candidates in the field
   * `candidate`. `force` creates the patient in spite of them. Requires an access token. Specific error codes:
   * `FORBIDDEN`, `DUPLICATE`.
   */
  createPatient(input: { body: CreatePatientBody } & CallOptions): Promise<ApiResponse<Patient>> {
    return this.send('POST', '/api/patients', input, { once: true });
  }

  /** Get a patient. Requires an access token. */
  getPatient(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Patient>> {
    return this.send('GET', '/api/patients/{id}', input);
  }

  /**
   * Update a patient. Fields that are left out keep their value; `null` removes an e-mail address, phone number or
   * date of birth. Requires an access token.
   */
  updatePatient(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
      body: UpdatePatientBody;
    } & CallOptions,
  ): Promise<ApiResponse<Patient>> {
    return this.send('PUT', '/api/patients/{id}', input);
  }

  /**
   * Erase the data of a patient. Deletes names, addresses, numbers and notes, and cancels appointments that are
   * still to come; times of appointments stay without them. What the law requires of a treated patient is locked
   * after the last appointment for the years of the retention policy, and no call returns it. Under a legal hold
   * it is `LEGAL_HOLD`: the request is recorded and carried out when the hold ends. Requires an access token.
   * Specific error codes: `FORBIDDEN`, `LEGAL_HOLD`.
   */
  erasePatient(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/patients/{id}', input);
  }

  /**
   * List who read or changed a patient. Returns every read and change of the patient, newest first. Lines are
   * never changed or deleted, and stay after an erasure. Requires an access token.
   */
  listPatientAudit(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<PatientAuditPage>> {
    return this.send('GET', '/api/patients/{id}/audit', input);
  }

  /**
   * Export all data of a patient. Streams a ZIP archive: a JSON file for each kind of data, among them
   * appointments with notes, their changes, the waiting list, contacts, visits, mails and the whole audit, and all
   * of it as one HTML page. A caller has one export at a time. A failure ends the connection, and the archive is
   * recognisably cut. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  exportPatient(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Response>> {
    return this.send('GET', '/api/patients/{id}/export', input, { response: 'raw' });
  }

  /**
   * Merge a duplicate into a patient. Moves appointments, entries of the waiting list, contacts, legal holds and
   * requested erasures of the duplicate to the patient. Calls with the id of the duplicate are `NOT_FOUND`
   * afterwards, with the id of the patient in `details` as `mergedInto`; bookings with it go to the patient, and
   * links in mails go on working. `DIFFERENT_ACCOUNTS` if both are patients with accounts of their own. It cannot
   * be undone; repeated, it returns the patient. Requires an access token. Specific error codes: `FORBIDDEN`,
   * `CONFLICT`, `DIFFERENT_ACCOUNTS`.
   */
  mergePatient(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
      body: MergePatientBody;
    } & CallOptions,
  ): Promise<ApiResponse<Patient>> {
    return this.send('POST', '/api/patients/{id}/merge', input, { once: true });
  }

  /**
   * Get the legal hold on a patient. For managers and administrators of the cabinet. Also whether an erasure waits
   * for its end. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  getLegalHold(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<LegalHold>> {
    return this.send('GET', '/api/patients/{id}/legal-hold', input);
  }

  /**
   * Place a legal hold on a patient. For managers and administrators of the cabinet. Until it ends, neither
   * retention nor a request erases the patient; a request is answered with `LEGAL_HOLD` and carried out within an
   * hour of its end. Replaces the present hold. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  placeLegalHold(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
      body: PlaceLegalHoldBody;
    } & CallOptions,
  ): Promise<ApiResponse<LegalHold>> {
    return this.send('PUT', '/api/patients/{id}/legal-hold', input);
  }

  /**
   * Lift the legal hold on a patient. For managers and administrators of the cabinet. Requires an access token.
   * Specific error codes: `FORBIDDEN`.
   */
  liftLegalHold(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/patients/{id}/legal-hold', input);
  }

  /**
   * Get the retention policy of a cabinet. For managers and administrators of the cabinet. Requires an access
   * token. Specific error codes: `FORBIDDEN`.
   */
  getRetentionPolicy(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<RetentionPolicy>> {
    return this.send('GET', '/api/cabinets/{id}/retention', input);
  }

  /**
   * Change the retention policy of a cabinet. For managers and administrators of the cabinet. Fields that are left
   * out keep their value. A job erases every hour what is older; call the preview first. Requires an access token.
   * Specific error codes: `FORBIDDEN`.
   */
  updateRetentionPolicy(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: UpdateRetentionPolicyBody;
    } & CallOptions,
  ): Promise<ApiResponse<RetentionPolicy>> {
    return this.send('PUT', '/api/cabinets/{id}/retention', input);
  }

  /**
   * Count what the retention would erase. For managers and administrators of the cabinet. By the policy that is
   * stored, at this moment. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  previewRetention(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<RetentionPreview>> {
    return this.send('GET', '/api/cabinets/{id}/retention/preview', input);
  }

  /** Get the settings of the public page. Requires an access token. */
  getCabinetPage(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<CabinetPageSettings>> {
    return this.send('GET', '/api/cabinets/{id}/page', input);
  }

  /**
   * Set the public page of a cabinet. For managers and administrators of the cabinet. An open page shows these
   * fields, the names of the practitioners and their free times to strangers, who book there. A closed page does
   * not exist for them; appointments that were booked stay. Requires an access token. Specific error codes:
   * `CONFLICT`.
   */
  updateCabinetPage(
    input: {
      path: {
        /** Id of the cabinet, a UUID. */
        id: string;
      };
      body: UpdateCabinetPageBody;
    } & CallOptions,
  ): Promise<ApiResponse<CabinetPageSettings>> {
    return this.send('PUT', '/api/cabinets/{id}/page', input);
  }

  /**
   * Find a cabinet that books online. Returns the cabinets with an open public page, by name, for everyone. A
   * cabinet without an open page is never part of it. Requires no authentication.
   */
  listCabinetPages(
    input?: {
      query?: {
        /**
         * Every word must occur in the name, the postal address or the address of the page. Ignores case, accents,
         * apostrophes and hyphens.
         */
        search?: string;
        /** Number of items per page, 1 to 50. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<CabinetPageList>> {
    return this.send('GET', '/api/book', input);
  }

  /** Get the public page of a cabinet. Requires no authentication. */
  showCabinetPage(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<CabinetPage>> {
    return this.send('GET', '/api/book/{cabinet}', input);
  }

  /**
   * List the free times of a practitioner. Free times only, between two dates, both inclusive, in the time zone of
   * the cabinet. Requires no authentication.
   */
  listPublicTimes(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
      query: {
        /** Id of the practitioner. */
        practitionerId: string;
        /** First date, inclusive, in the time zone of the cabinet. */
        dateFrom: string;
        /** Last date, inclusive; not before `dateFrom`. */
        dateTo: string;
        /** Duration of the appointment in minutes. */
        duration?: number;
        /** Type of the appointment, which may have a length and a buffer of its own. */
        type?: 'consultation' | 'controle' | 'soin' | 'detartrage' | 'extraction' | 'implant' | 'orthodontie' | 'urgence';
        /** Id of a treatment of the cabinet, whose length and buffer count in place of those of the type. */
        treatmentId?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<AppointmentSlot[]>> {
    return this.send('GET', '/api/book/{cabinet}/slots', input);
  }

  /**
   * Mail a code that confirms an e-mail address. The response is the same for every address. The code of six
   * digits is good for ten minutes and five tries, together with the id of this request. Requires no
   * authentication.
   */
  requestVisitCode(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
      body: RequestVisitCodeBody;
    } & CallOptions,
  ): Promise<ApiResponse<VisitCodeRequest>> {
    return this.send('POST', '/api/book/{cabinet}/codes', input);
  }

  /**
   * Begin a visit with a mailed code. A visit lasts one hour. Its secret is the proof of the confirmed address in
   * the calls that hold and book. Requires no authentication. Specific error codes: `INVALID_CODE`.
   */
  openVisit(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
      body: OpenVisitBody;
    } & CallOptions,
  ): Promise<ApiResponse<Visit>> {
    return this.send('POST', '/api/book/{cabinet}/visits', input);
  }

  /**
   * Begin a visit with the address of the account. Needs no code. `FORBIDDEN` until the e-mail address of the
   * account is confirmed. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  openOwnVisit(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Visit>> {
    return this.send('POST', '/api/book/{cabinet}/visits/own', input);
  }

  /**
   * Hold a free time. For five minutes. An e-mail address has one hold, whatever its aliases: a new one releases
   * the previous one. `CONFLICT` above the limits of the e-mail address, the account or the network. Requires no
   * authentication. Specific error codes: `INVALID_TOKEN`, `CONFLICT`, `SLOT_TAKEN`.
   */
  holdVisitTime(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
      body: HoldVisitTimeBody;
    } & CallOptions,
  ): Promise<ApiResponse<Hold>> {
    return this.send('POST', '/api/book/{cabinet}/holds', input);
  }

  /**
   * Book a free time. For the person of the visit, or a child of that person. A mail has the appointment as a
   * calendar file, and links that move and cancel it. A repeated booking within ten minutes returns the
   * appointment that exists. Requires no authentication. Specific error codes: `INVALID_TOKEN`, `CONFLICT`,
   * `SLOT_TAKEN`.
   */
  bookVisitTime(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
      body: BookVisitTimeBody;
    } & CallOptions,
  ): Promise<ApiResponse<PatientAppointment>> {
    return this.send('POST', '/api/book/{cabinet}/appointments', input);
  }

  /** Get the appointment of a mailed link. Requires no authentication. Specific error codes: `INVALID_TOKEN`. */
  showLinkedAppointment(input: { body: ShowLinkedAppointmentBody } & CallOptions): Promise<ApiResponse<PatientAppointment>> {
    return this.send('POST', '/api/appointment-links/show', input);
  }

  /**
   * Cancel the appointment of a mailed link. With the token of the link that cancels. It works once, until the
   * window of the cabinet begins, and not after the appointment was moved. Requires no authentication. Specific
   * error codes: `INVALID_TOKEN`, `TOO_LATE`, `INVALID_TRANSITION`.
   */
  cancelLinkedAppointment(input: { body: CancelLinkedAppointmentBody } & CallOptions): Promise<ApiResponse<PatientAppointment>> {
    return this.send('POST', '/api/appointment-links/cancel', input);
  }

  /**
   * List free times for the appointment of a mailed link. Requires no authentication. Specific error codes:
   * `INVALID_TOKEN`.
   */
  showLinkedProposal(input: { body: ShowLinkedProposalBody } & CallOptions): Promise<ApiResponse<Proposal>> {
    return this.send('POST', '/api/appointment-links/proposal', input);
  }

  /**
   * Move the appointment of a mailed link. With the token of the link that moves. It works once, until the window
   * of the cabinet begins, or until the start of an appointment that needs another time; the mail about the new
   * time has new links. Requires no authentication. Specific error codes: `INVALID_TOKEN`, `TOO_LATE`,
   * `INVALID_TRANSITION`, `SLOT_TAKEN`.
   */
  moveLinkedAppointment(input: { body: MoveLinkedAppointmentBody } & CallOptions): Promise<ApiResponse<PatientAppointment>> {
    return this.send('POST', '/api/appointment-links/move', input);
  }

  /**
   * Switch the reminders to an address on or off. With the token of the link that switches reminders off. It
   * concerns the address of the mail, in that cabinet. Requires no authentication. Specific error codes:
   * `INVALID_TOKEN`.
   */
  setLinkedReminders(input: { body: SetLinkedRemindersBody } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/appointment-links/reminders', input);
  }

  /**
   * Add a patient to the waiting list. A time that becomes free is held for the first patient whom it suits, who
   * gets a mail with a link; if it is declined or not accepted in time it goes to the next one. At most three
   * entries for a patient and 500 for a cabinet, else `CONFLICT`. A wish that waits already is returned. Requires
   * an access token. Specific error codes: `FORBIDDEN`, `NOT_FOUND`, `CONFLICT`.
   */
  addToWaitingList(input: { body: AddToWaitingListBody } & CallOptions): Promise<ApiResponse<WaitingEntry>> {
    return this.send('POST', '/api/waiting-list', input, { once: true });
  }

  /**
   * List the waiting list. In its order; at most 500 entries. Requires an access token. Specific error codes:
   * `FORBIDDEN`.
   */
  listWaitingList(input?: CallOptions): Promise<
    ApiResponse<{
      /** In the order of the list. */
      items: WaitingEntry[];
    }>
  > {
    return this.send('GET', '/api/waiting-list', input);
  }

  /** Remove a patient from the waiting list. Requires an access token. Specific error codes: `FORBIDDEN`. */
  removeFromWaitingList(
    input: {
      path: {
        /** Id of the entry, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/waiting-list/{id}', input);
  }

  /**
   * Join the waiting list of a cabinet. With the secret of a visit. At most three entries for an e-mail address,
   * whatever its aliases, else `CONFLICT`. A wish that waits already is returned. Requires no authentication.
   * Specific error codes: `INVALID_TOKEN`, `CONFLICT`.
   */
  joinWaitingList(
    input: {
      path: {
        /** Slug of the page, or id of the cabinet. */
        cabinet: string;
      };
      body: JoinWaitingListBody;
    } & CallOptions,
  ): Promise<ApiResponse<WaitingRequest>> {
    return this.send('POST', '/api/book/{cabinet}/waiting-list', input);
  }

  /** Get the offer of a mailed link. Requires no authentication. Specific error codes: `INVALID_TOKEN`. */
  showWaitingOffer(input: { body: ShowWaitingOfferBody } & CallOptions): Promise<ApiResponse<WaitingOffer>> {
    return this.send('POST', '/api/waiting-list/offers/show', input);
  }

  /**
   * Book the offered time. Until the offer ends. A repetition returns the appointment. Requires no authentication.
   * Specific error codes: `INVALID_TOKEN`, `SLOT_TAKEN`.
   */
  acceptWaitingOffer(input: { body: AcceptWaitingOfferBody } & CallOptions): Promise<ApiResponse<PatientAppointment>> {
    return this.send('POST', '/api/waiting-list/offers/accept', input);
  }

  /**
   * Decline the offered time. The patient stays on the list, unless `leave` is true, and is not offered this time
   * again. Requires no authentication. Specific error codes: `INVALID_TOKEN`.
   */
  declineWaitingOffer(input: { body: DeclineWaitingOfferBody } & CallOptions): Promise<ApiResponse<void>> {
    return this.send('POST', '/api/waiting-list/offers/decline', input);
  }

  /** List the people who stand for a patient. Requires an access token. Specific error codes: `FORBIDDEN`. */
  listPatientContacts(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The people by e-mail address. */
      items: PatientContact[];
    }>
  > {
    return this.send('GET', '/api/patients/{id}/contacts', input);
  }

  /**
   * Add a person who stands for a patient. The patient, or a guardian. An account with this confirmed e-mail
   * address sees, moves and cancels the appointments of the patient, and nothing else. The person gets the mails
   * about them. Requires an access token. Specific error codes: `FORBIDDEN`, `CONFLICT`.
   */
  addPatientContact(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
      };
      body: AddPatientContactBody;
    } & CallOptions,
  ): Promise<
    ApiResponse<{
      /** The people by e-mail address. */
      items: PatientContact[];
    }>
  > {
    return this.send('POST', '/api/patients/{id}/contacts', input, { once: true });
  }

  /**
   * Remove a person who stands for a patient. The access of an account ends at once. Requires an access token.
   * Specific error codes: `FORBIDDEN`.
   */
  removePatientContact(
    input: {
      path: {
        /** Id of the patient, a UUID. */
        id: string;
        /** E-mail address of the person. */
        email: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('DELETE', '/api/patients/{id}/contacts/{email}', input);
  }

  /**
   * List the patients for whom the caller stands. The caller and the children of the caller, in all cabinets; by
   * the confirmed e-mail address of the account. At most 100. Requires an access token.
   */
  listOwnPatients(input?: CallOptions): Promise<
    ApiResponse<{
      /** The patients by last name. */
      items: OwnPatient[];
    }>
  > {
    return this.send('GET', '/api/my/patients', input);
  }

  /**
   * List own appointments. Of the caller and the children of the caller, in all cabinets, from now on or from a
   * given time; at most 50. Requires an access token.
   */
  listOwnAppointments(
    input?: {
      query?: {
        /** Only appointments that begin then or later, ISO 8601 with an offset. Default: now. */
        from?: string;
        /** Opaque cursor of the next page, from the previous response. Replaces `from`. */
        cursor?: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<OwnAppointments>> {
    return this.send('GET', '/api/my/appointments', input);
  }

  /**
   * Cancel an own appointment. Until the window of the cabinet begins; later it is `TOO_LATE`. Requires an access
   * token. Specific error codes: `TOO_LATE`, `INVALID_TRANSITION`.
   */
  cancelOwnAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
      body: CancelOwnAppointmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<PatientAppointment>> {
    return this.send('PUT', '/api/my/appointments/{id}/cancel', input);
  }

  /** List free times for an own appointment. Requires an access token. */
  getOwnProposal(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<Proposal>> {
    return this.send('GET', '/api/my/appointments/{id}/proposal', input);
  }

  /**
   * Move an own appointment. Until the window of the cabinet begins; later it is `TOO_LATE`, unless the
   * appointment needs another time. The rules are those of a booking by a patient. Requires an access token.
   * Specific error codes: `TOO_LATE`, `INVALID_TRANSITION`, `SLOT_TAKEN`.
   */
  moveOwnAppointment(
    input: {
      path: {
        /** Id of the appointment, a UUID. */
        id: string;
      };
      body: MoveOwnAppointmentBody;
    } & CallOptions,
  ): Promise<ApiResponse<PatientAppointment>> {
    return this.send('PUT', '/api/my/appointments/{id}/move', input);
  }

  /**
   * List notifications. Returns the notifications of the caller in the cabinet, newest first. Texts are in English
   * or, by `Accept-Language`, in French. Every notification that a socket received is in this list until it is 90
   * days old, so a client that was away reads here what it missed. Requires an access token. Specific error codes:
   * `FORBIDDEN`.
   */
  listNotifications(
    input?: {
      query?: {
        /** Page number, starting at 1. */
        page?: number;
        /** Number of items per page, 1 to 100. */
        limit?: number;
        /** Opaque cursor of the next page, from the previous response. Replaces `page`. */
        cursor?: string;
        /** `false` for the unread notifications only, `true` for the read ones only. Default: both. */
        read?: 'true' | 'false';
      };
    } & CallOptions,
  ): Promise<ApiResponse<NotificationPage>> {
    return this.send('GET', '/api/notifications', input);
  }

  /** Mark a notification as read. Requires an access token. */
  readNotification(
    input: {
      path: {
        /** Id of the notification, a UUID. */
        id: string;
      };
    } & CallOptions,
  ): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/notifications/{id}/read', input);
  }

  /**
   * Mark all notifications as read. Marks the notifications of the caller in the cabinet. Requires an access
   * token. Specific error codes: `FORBIDDEN`.
   */
  readAllNotifications(input?: CallOptions): Promise<ApiResponse<void>> {
    return this.send('PUT', '/api/notifications/read-all', input);
  }

  /** Get the notification preferences. Requires an access token. Specific error codes: `FORBIDDEN`. */
  getNotificationPreferences(input?: CallOptions): Promise<ApiResponse<NotificationPreferences>> {
    return this.send('GET', '/api/notifications/preferences', input);
  }

  /**
   * Change the notification preferences. Fields that are left out keep their value. A kind that is switched off
   * creates no notifications for the caller. Requires an access token. Specific error codes: `FORBIDDEN`.
   */
  updateNotificationPreferences(
    input: { body: UpdateNotificationPreferencesBody } & CallOptions,
  ): Promise<ApiResponse<NotificationPreferences>> {
    return this.send('PUT', '/api/notifications/preferences', input);
  }

  /**
   * Get the player of a public track or album for a page of another site. By oEmbed 1.0, for the address of a
   * track in the web client, also with a second (`#t=83`), and for that of an album. `NOT_FOUND` for every other
   * address, as for a private track. Requires no authentication. Specific error codes: `NOT_FOUND`.
   */
  getOEmbed(
    input: {
      query: {
        /** Address of the page of the track or album. */
        url: string;
        /** Form of the response. */
        format?: 'json' | 'xml';
        /** Greatest width of the frame in pixels. */
        maxwidth?: number;
        /** Greatest height of the frame in pixels. */
        maxheight?: number;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<
      | {
          /** Always `rich`: a frame. */
          type: 'rich';
          /** Always `1.0`. */
          version: '1.0';
          /** Title of the track or album. */
          title: string;
          /** Name of the platform. */
          provider_name: string;
          /** Address of the web client. */
          provider_url: string;
          /** Seconds for which the response may be kept. */
          cache_age: number;
          /** A frame with the player, for a page of any site. */
          html: string;
          /** Width of the frame in pixels. */
          width: number;
          /** Height of the frame in pixels. */
          height: number;
        }
      | Response
    >
  > {
    return this.send('GET', '/oembed', input);
  }

  /**
   * List the public keys that verify access tokens. Includes the current signing key, earlier keys that valid
   * tokens still need, and the next key. Fetch the set again on an unknown `kid`. Requires no authentication.
   */
  getKeys(input?: CallOptions): Promise<
    ApiResponse<{
      /** The keys, in no particular order. */
      keys: {
        /** Id of the key, as in the header of a token. */
        kid: string;
        /** Key type, always `OKP`. */
        kty: 'OKP';
        /** Curve, always `Ed25519`. */
        crv: 'Ed25519';
        /** The public key, base64url. */
        x: string;
        /** Signature algorithm, always `EdDSA`. */
        alg: 'EdDSA';
        /** Use of the key, always `sig`. */
        use: 'sig';
      }[];
    }>
  > {
    return this.send('GET', '/.well-known/jwks.json', input);
  }

  /**
   * Get the address for reports of vulnerabilities. By RFC 9116. `NOT_FOUND` unless the installation has a
   * `SECURITY_CONTACT`. Requires no authentication. Specific error codes: `NOT_FOUND`.
   */
  getSecurityText(input?: CallOptions): Promise<ApiResponse<Response>> {
    return this.send('GET', '/.well-known/security.txt', input, { response: 'raw' });
  }

  /** Get the OpenAPI description of the HTTP API. Requires no authentication. */
  getOpenApi(input?: CallOptions): Promise<ApiResponse<Record<string, unknown>>> {
    return this.send('GET', '/openapi.json', input);
  }

  /** Get the AsyncAPI description of the WebSocket API. Requires no authentication. */
  getAsyncApi(input?: CallOptions): Promise<ApiResponse<Record<string, unknown>>> {
    return this.send('GET', '/asyncapi.json', input);
  }

  /** Get the API reference as a web page. Requires no authentication. */
  getDocs(input?: CallOptions): Promise<ApiResponse<Response>> {
    return this.send('GET', '/docs', input, { response: 'raw' });
  }

  /** Get the script of the API reference page. Requires no authentication. */
  getDocsScript(input?: CallOptions): Promise<ApiResponse<Response>> {
    return this.send('GET', '/docs/script.js', input, { response: 'raw' });
  }

  /** Check that the gateway is alive. Requires no authentication. */
  getHealth(input?: CallOptions): Promise<
    ApiResponse<{
      /** Always `ok`. */
      status: 'ok';
    }>
  > {
    return this.send('GET', '/healthz', input);
  }

  /**
   * List the mails of the development outbox. Returns at most 500 mails, oldest first. With `Accept: text/html`
   * the response is a page. Requires no authentication.
   */
  getOutbox(
    input?: {
      query?: {
        /** Only mails to this address. */
        to?: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<
      {
        /** Id of the mail. */
        id: string;
        /** Address of the recipient. */
        to: string;
        /** Subject line. */
        subject: string;
        /** Body of the mail as plain text. */
        text: string;
        /** When the mail was written. ISO 8601, UTC. */
        at: string;
      }[]
    >
  > {
    return this.send('GET', '/dev/outbox', input);
  }

  /**
   * List the texts to phones of the development outbox. Returns at most 500 texts, oldest first. Requires no
   * authentication.
   */
  getSmsOutbox(
    input?: {
      query?: {
        /** Only texts to this number, E.164. */
        to?: string;
      };
    } & CallOptions,
  ): Promise<
    ApiResponse<
      {
        /** Id of the text. */
        id: string;
        /** Number of the recipient, E.164. */
        to: string;
        /** The text. */
        text: string;
        /** When the text was written. ISO 8601, UTC. */
        at: string;
      }[]
    >
  > {
    return this.send('GET', '/dev/sms', input);
  }
}
