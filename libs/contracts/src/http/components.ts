import { WireProductImport, WireProductImportPage } from './product-imports.js';
import type { z } from 'zod';
import {
  CabinetPage,
  CodeRequest,
  OwnPatient,
  PatientContactView,
  PageSettings,
  PatientAppointment,
  Proposal,
  RetentionPolicy,
  RetentionPreview,
  StaffWaitingEntry,
  VisitView,
  WaitingEntryView,
  WaitingOffer,
} from '../booking/index.js';
import { ErrorCode } from '../errors.js';
import {
  WireDone,
  WireEnvelopedProfile,
  WireEnvelopedSession,
  WireEnvelopedVerification,
  WireSession,
  WireTicket,
} from './auth-bodies.js';
import { WireAlbum, WireAlbumPage, WireOpenAlbum } from './albums.js';
import { WireOwnAppointments } from './patient-people.js';
import { WireListedPages } from './visits.js';
import { WireApiToken, WireNewApiToken } from './api-tokens.js';
import { WirePush, WirePushPreferences, WirePushSubscription } from './push.js';
import { WebhookEvent, WireNewWebhook, WireWebhook, WireWebhookDelivery, WireWebhookSecret } from './webhooks.js';
import { ApiScope } from '../permissions/scopes.js';
import { WireAccountBan } from './bans.js';
import { WireAnalyticsOverview } from './analytics.js';
import { WireAppointment, WireAppointmentChange, WireAppointmentPage, WireAppointmentSeries } from './appointments.js';
import { WireBot } from './bots.js';
import { WireCalendarFeed } from './calendar-feeds.js';
import {
  WireAbsence,
  WireAppointmentType,
  WireCabinet,
  WireCalendarImport,
  WireFreeTimes,
  WireHold,
  WirePractitioner,
  WirePublicHolidays,
  WireSlot,
  WireTreatment,
} from './booking.js';
import { WireFacility } from './facilities.js';
import {
  WireAuditLine,
  WireConversation,
  WireInviteLink,
  WireInvitingRoom,
  WireMember,
  WireMessage,
  WireNewInviteLink,
  WirePin,
  WireReport,
  WireRoom,
  WireSanction,
  WireSavedMessage,
  WireSavedMessagePage,
  WireThread,
  WireThreadPage,
  WireVersion,
} from './chat-shapes.js';
import { NovaDone, NovaSession, NovaTokens, NovaUser, Preferences } from './nova-auth.js';
import { WireNotification, WireNotificationPage, WireNotificationPreferences } from './notifications.js';
import { NovaPagination, WirePatient, WirePatientAuditPage, WirePatientPage } from './patients.js';
import { WireLegalHold } from './retention.js';
import {
  WireProduct,
  WireProductFile,
  WireProductHistory,
  WireProductPage,
  WireProductSuggestions,
  WireProductTrash,
} from './products.js';
import { WireResource, WireResourceHistory, WireResourcePage, WireResourceTrash } from './resources.js';
import { ErrorBody, ProblemBody } from './route.js';
import {
  TrackBody,
  TrackDownloadBody,
  TrackListBody,
  TrackPlaysBody,
  TrackProgressBody,
  TrackStreamBody,
  UploadedAlbumBody,
  UploadedTrackBody,
  WaveformBody,
} from './track-bodies.js';
import {
  WireQueueChange,
  WireQueueChangePage,
  WireTranscoding,
  WireTranscodingPage,
  WireTranscodingQueue,
} from './transcodings.js';
import { WireTrackNotice, WireTrackNoticePage } from './track-notices.js';
import { UploadBody, UploadPreviewBody } from './uploads.js';
import { WireNotice, WireNoticeLevels, WireNoticePage } from './notices.js';
import { WireComment, WireCommentMarks, WireCommentPage, WireReplyPage } from './comments.js';
import { WireSharedTrack, WireTrackLink } from './track-links.js';
import { WireOpenPlaylist, WireOwnPlaylistPage, WirePlaylist, WirePlaylistLink, WirePlaylistPage } from './playlists.js';
import { WireLikedTracks, WirePeoplePage, WirePublicPerson, WireTrackLikes } from './community.js';
import { WireLinkPreview } from './link-previews.js';
import { PictureBody } from './picture-body.js';
import { WireFoundUser, WireFoundUsers, WireUsersByIds } from './people.js';
import { WirePublication, WirePublicationPage, WireRecentPlays } from './publications.js';
import { WireRoleChange, WireStaffMember } from './roles.js';
import { WireNewPasskey, WirePasskey, WirePasskeys } from './passkeys.js';
import { WireCreationOptions, WireRequestOptions } from './passkey-bodies.js';
import { WireFactorRemoval, WireRecoveryCodes, WireSecondFactors, WireTotpEnrolment } from './second-factors.js';
import { NovaSetUpSession, WireSetUpSession } from './factor-setup.js';
import { WireFreshSignIn } from './step-up.js';
import { WireLinkedAccount, WireOidcProviders } from './oidc.js';
import { WireGuessedAccount, WireSignIn, WireSignIns } from './sign-ins.js';
import { WireLoginSession, WireProfile, WirePublicProfile } from './users.js';

/**
 * The response bodies with a name in the OpenAPI document and the SDK. A name is public API. Other response bodies are inline
 * schemas; request bodies are named after their operation.
 */
export const COMPONENTS = {
  ErrorCode,
  ErrorBody,
  ProblemBody,
  Session: WireSession,
  EnvelopedSession: WireEnvelopedSession,
  EnvelopedProfile: WireEnvelopedProfile,
  EnvelopedVerification: WireEnvelopedVerification,
  FactorRemoval: WireFactorRemoval,
  EnvelopedDone: WireDone,
  Ticket: WireTicket,
  NovaUser,
  NovaTokens,
  NovaSession,
  NovaDone,
  Preferences,
  Profile: WireProfile,
  UsersById: WireUsersByIds,
  Picture: PictureBody,
  PublicProfile: WirePublicProfile,
  LoginSession: WireLoginSession,
  OidcProviders: WireOidcProviders,
  LinkedAccount: WireLinkedAccount,
  SignIn: WireSignIn,
  SignIns: WireSignIns,
  GuessedAccount: WireGuessedAccount,
  SetUpSession: WireSetUpSession,
  NovaSetUpSession,
  FreshSignIn: WireFreshSignIn,
  SecondFactors: WireSecondFactors,
  Passkey: WirePasskey,
  Passkeys: WirePasskeys,
  NewPasskey: WireNewPasskey,
  PasskeyCreationOptions: WireCreationOptions,
  PasskeyRequestOptions: WireRequestOptions,
  TotpEnrolment: WireTotpEnrolment,
  RecoveryCodes: WireRecoveryCodes,
  ApiScope,
  ApiToken: WireApiToken,
  NewApiToken: WireNewApiToken,
  Bot: WireBot,
  WebhookEvent,
  Webhook: WireWebhook,
  NewWebhook: WireNewWebhook,
  WebhookSecret: WireWebhookSecret,
  WebhookDelivery: WireWebhookDelivery,
  Push: WirePush,
  PushPreferences: WirePushPreferences,
  PushSubscription: WirePushSubscription,
  AccountBan: WireAccountBan,
  FoundUser: WireFoundUser,
  FoundUsers: WireFoundUsers,
  StaffMember: WireStaffMember,
  RoleChange: WireRoleChange,
  Product: WireProduct,
  ProductFile: WireProductFile,
  ProductPage: WireProductPage,
  ProductSuggestions: WireProductSuggestions,
  ProductTrash: WireProductTrash,
  ProductImport: WireProductImport,
  ProductImportPage: WireProductImportPage,
  ProductHistory: WireProductHistory,
  Resource: WireResource,
  ResourcePage: WireResourcePage,
  ResourceTrash: WireResourceTrash,
  ResourceHistory: WireResourceHistory,
  Track: TrackBody,
  UploadedTrack: UploadedTrackBody,
  UploadedAlbum: UploadedAlbumBody,
  TrackPage: TrackListBody,
  TrackStream: TrackStreamBody,
  TrackDownload: TrackDownloadBody,
  TrackPlays: TrackPlaysBody,
  TrackProgress: TrackProgressBody,
  Album: WireAlbum,
  AlbumPage: WireAlbumPage,
  OpenAlbum: WireOpenAlbum,
  Upload: UploadBody,
  UploadPreview: UploadPreviewBody,
  Waveform: WaveformBody,
  TrackNotification: WireTrackNotice,
  TrackNotificationPage: WireTrackNoticePage,
  QueuedTranscoding: WireTranscoding,
  TranscodingPage: WireTranscodingPage,
  TranscodingQueue: WireTranscodingQueue,
  TranscodingQueueChange: WireQueueChange,
  TranscodingQueueChangePage: WireQueueChangePage,
  PublicPerson: WirePublicPerson,
  PeoplePage: WirePeoplePage,
  TrackLikes: WireTrackLikes,
  LikedTracks: WireLikedTracks,
  Publication: WirePublication,
  PublicationPage: WirePublicationPage,
  RecentPlays: WireRecentPlays,
  LinkPreview: WireLinkPreview,
  Comment: WireComment,
  CommentPage: WireCommentPage,
  CommentMarks: WireCommentMarks,
  ReplyPage: WireReplyPage,
  Notice: WireNotice,
  NoticePage: WireNoticePage,
  NoticeLevels: WireNoticeLevels,
  Playlist: WirePlaylist,
  PlaylistPage: WirePlaylistPage,
  OwnPlaylistPage: WireOwnPlaylistPage,
  OpenPlaylist: WireOpenPlaylist,
  TrackLink: WireTrackLink,
  SharedTrack: WireSharedTrack,
  PlaylistLink: WirePlaylistLink,
  Message: WireMessage,
  Room: WireRoom,
  Conversation: WireConversation,
  Member: WireMember,
  Pin: WirePin,
  InviteLink: WireInviteLink,
  NewInviteLink: WireNewInviteLink,
  InvitingRoom: WireInvitingRoom,
  SavedMessage: WireSavedMessage,
  SavedMessagePage: WireSavedMessagePage,
  Thread: WireThread,
  ThreadPage: WireThreadPage,
  Sanction: WireSanction,
  Report: WireReport,
  MessageVersion: WireVersion,
  AuditLine: WireAuditLine,
  Cabinet: WireCabinet,
  Practitioner: WirePractitioner,
  Absence: WireAbsence,
  CalendarFeed: WireCalendarFeed,
  CalendarImport: WireCalendarImport,
  AppointmentSlot: WireSlot,
  Hold: WireHold,
  Appointment: WireAppointment,
  AppointmentPage: WireAppointmentPage,
  AppointmentChange: WireAppointmentChange,
  AppointmentSeries: WireAppointmentSeries,
  AppointmentTypeLength: WireAppointmentType,
  Facility: WireFacility,
  Treatment: WireTreatment,
  FreeTimes: WireFreeTimes,
  PublicHolidays: WirePublicHolidays,
  AnalyticsOverview: WireAnalyticsOverview,
  Proposal,
  Patient: WirePatient,
  PatientPage: WirePatientPage,
  PatientAuditPage: WirePatientAuditPage,
  CabinetPage,
  CabinetPageList: WireListedPages,
  CabinetPageSettings: PageSettings,
  VisitCodeRequest: CodeRequest,
  Visit: VisitView,
  PatientAppointment,
  WaitingEntry: StaffWaitingEntry,
  WaitingRequest: WaitingEntryView,
  WaitingOffer,
  LegalHold: WireLegalHold,
  RetentionPolicy,
  RetentionPreview,
  PatientContact: PatientContactView,
  OwnPatient,
  OwnAppointments: WireOwnAppointments,
  Notification: WireNotification,
  NotificationPage: WireNotificationPage,
  NotificationPreferences: WireNotificationPreferences,
  Pagination: NovaPagination,
} satisfies Record<string, z.ZodType>;

export type ComponentName = keyof typeof COMPONENTS;
