// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.

export type ErrorCode =
  | 'VALIDATION_FAILED'
  | 'MALFORMED_BODY'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_GRANT'
  | 'INVALID_CODE'
  | 'INVALID_TOKEN'
  | 'FILE_MISSING'
  | 'UPLOAD_INCOMPLETE'
  | 'MESSAGE_TOO_LONG'
  | 'UNAUTHENTICATED'
  | 'BAD_CREDENTIALS'
  | 'FORBIDDEN'
  | 'URL_INVALID'
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
  | 'INTERNAL'
  | 'CONNECTION_FAILED'
  | 'UNAVAILABLE'
  | 'OVERLOADED'
  | 'DEADLINE';

export interface ErrorBody {
  success: false;
  error: string;
  code: ErrorCode;
  message: string;
  status: number;
  requestId: string;
  /** Whether the same request may succeed later without being changed */
  retryable: boolean;
  /** The faults of single fields, in the caller’s own spelling */
  details?: { field: string; message: string }[];
  /** With PRECONDITION_FAILED: what is there now */
  current?: unknown;
}

export interface ProblemBody {
  code: ErrorCode;
  status: number;
  requestId: string;
  /** Whether the same request may succeed later without being changed */
  retryable: boolean;
  /** The faults of single fields, in the caller’s own spelling */
  details?: { field: string; message: string }[];
  /** With PRECONDITION_FAILED: what is there now */
  current?: unknown;
  type: string;
  title: string;
}

export interface Session {
  user: { id: number; email: string; username: string; role: 'user' | 'moderator' | 'admin' };
  accessToken: string;
  refreshToken: string;
}

export interface EnvelopedSession {
  success: true;
  data: { access_token: string; refresh_token: string; expires_in: number; token_type: 'Bearer'; user: Profile };
}

export interface EnvelopedProfile {
  success: true;
  data: Profile;
}

export interface EnvelopedDone {
  success: true;
  data: null;
}

export interface Ticket {
  ticket: string;
  /** Seconds */
  expires_in: number;
}

export interface NovaUser {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  role: 'patient' | 'practitioner' | 'admin' | 'manager';
  cabinetId?: string;
  preferences: Preferences;
  permissions: string[];
  lastLoginAt: string;
  createdAt: string;
}

export interface NovaTokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  tokenType: 'Bearer';
}

export interface NovaSession {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  role: 'patient' | 'practitioner' | 'admin' | 'manager';
  cabinetId?: string;
  preferences: Preferences;
  permissions: string[];
  lastLoginAt: string;
  createdAt: string;
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  tokenType: 'Bearer';
}

export interface NovaDone {
  success: true;
}

export interface Preferences {
  theme: 'light' | 'dark' | 'auto';
  language: 'fr' | 'en';
  notifications: { email: boolean; push: boolean; sms: boolean };
}

export interface Profile {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  avatar: string | null;
  bio: string;
  role: 'user' | 'moderator' | 'admin';
  created_at: string;
  email: string;
  email_verified: boolean;
  last_login_at: string;
}

export interface PublicProfile {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  avatar: string | null;
  bio: string;
  role: 'user' | 'moderator' | 'admin';
  created_at: string;
}

export interface LoginSession {
  id: string;
  device: string;
  address: string;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  current: boolean;
}

export interface Product {
  id: number;
  nom: string;
  name: string;
  description: string;
  prix: number;
  price: number;
  currency: string;
  stock: number;
  category: string | null;
  owner_id: number;
  owner_username: string;
  created_at: string;
  updated_at: string;
  files?: ProductFile[];
}

export interface ProductFile {
  id: number;
  filename: string;
  file_type: string;
  file_size: number;
  uploaded_at: string;
}

export interface ProductPage {
  products: Product[];
  total: number;
  total_is_estimate: boolean;
  page: number;
  limit: number;
  next_cursor: string | null;
  facets?: { category: { value: string; count: number }[] };
}

export interface Resource {
  id: number;
  title: string;
  description: string;
  filename: string;
  file_type: string;
  file_size: number;
  category: 'sample' | 'preset' | 'template' | 'document' | 'other';
  tags: string[];
  downloads: number;
  rating: number;
  ratings_count: number;
  my_rating?: number;
  is_public: boolean;
  uploader_id: number;
  uploader_username: string;
  created_at: string;
}

export interface ResourcePage {
  resources: Resource[];
  total: number;
  total_is_estimate: boolean;
  page: number;
  limit: number;
  next_cursor: string | null;
}

export interface Track {
  id: number;
  title: string;
  artist: string;
  album?: string;
  genre?: string;
  filename: string;
  /** 0 until it is known */
  duration_seconds: number;
  tags: string[];
  is_public: boolean;
  uploader_id: number;
  uploader_username: string;
  play_count: number;
  created_at: string;
  status: 'processing' | 'ready' | 'failed';
  /** Percent of the transcoding */
  progress: number;
  waveform_url?: string;
  cover_url?: string;
  loudness_lufs?: number;
  true_peak_dbtp?: number;
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'INTERNAL';
}

export interface UploadedTrack {
  id: number;
  title: string;
  artist: string;
  album?: string;
  genre?: string;
  filename: string;
  /** 0 until it is known */
  duration_seconds: number;
  tags: string[];
  is_public: boolean;
  uploader_id: number;
  uploader_username: string;
  play_count: number;
  created_at: string;
  status: 'processing' | 'ready' | 'failed';
  /** Percent of the transcoding */
  progress: number;
  waveform_url?: string;
  cover_url?: string;
  loudness_lufs?: number;
  true_peak_dbtp?: number;
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'INTERNAL';
  /** Signed: Server-Sent Events of the progress */
  events_url: string;
}

export interface TrackPage {
  tracks: Track[];
  total: number;
  total_is_estimate?: boolean;
  page: number;
  limit: number;
  next_cursor: string | null;
}

export interface TrackStream {
  url: string;
  websocket_url: string;
  hls_url: string;
  expires_at: string;
}

export interface TrackProgress {
  type: 'processing' | 'ready' | 'failed';
  track_id: number;
  status: 'processing' | 'ready' | 'failed';
  progress: number;
  error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'INTERNAL';
}

export interface Waveform {
  version: 2;
  channels: number;
  sample_rate: number;
  samples_per_pixel: number;
  bits: 8 | 16;
  length: number;
  data: number[];
}

export interface Message {
  id: number;
  content: string;
  user_id: number;
  from_user: number;
  username: string;
  avatar: string | null;
  room_id: string;
  recipient_id?: number;
  message_type: string;
  reply_to: number | null;
  mentions: string[];
  attachments: { url: string; filename: string; mime_type: string; size: number }[];
  media_url?: string;
  media_type?: string;
  duration?: number;
  created_at: string;
  timestamp: string;
  is_edited: boolean;
  is_deleted: boolean;
  seq: number;
  reactions: { emoji: string; count: number; me: boolean }[];
}

export interface Room {
  id: string;
  name: string;
  description: string | null;
  created_by: number;
  created_at: string;
  is_private: boolean;
  member_count: number;
  member_limit: number | null;
  slow_mode: number;
  last_message: Message | null;
  unread_count: number;
  mention_count: number;
  last_read_seq: number;
  last_seq: number;
}

export interface Conversation {
  user_id: number;
  username: string;
  first_name: string;
  last_name: string;
  avatar: string;
  last_message: string;
  last_activity: string;
  unread_count: number;
  is_online: boolean;
  last_seen: string;
}

export interface Member {
  user_id: number;
  username: string;
  avatar: string | null;
  role: string;
  joined_at: string;
}

export interface Sanction {
  id: number;
  kind: string;
  room_id: string;
  user_id: number;
  username: string;
  reason: string;
  duration: string;
  until: string | null;
  moderator_id: number;
  created_at: string;
}

export interface Report {
  id: number;
  message_id: number;
  room_id: string;
  user_id: number;
  reporter_id: number;
  reason: string;
  details: string;
  content: string;
  context: { id: number; user_id: number; content: string; created_at: string }[];
  status: string;
  resolution: string | null;
  created_at: string;
}

export interface MessageVersion {
  content: string;
  change: string;
  changed_at: string;
  changed_by: number;
}

export interface AuditLine {
  id: number;
  moderator_id: number;
  action: string;
  room_id: string | null;
  user_id: number | null;
  subject: string | null;
  reason: string;
  at: string;
}

export interface Cabinet {
  id: string;
  name: string;
  timezone: string;
  createdAt: string;
}

export interface Practitioner {
  id: string;
  cabinetId: string;
  userId: string;
  firstName: string;
  lastName: string;
  workingHours: { start: string; end: string; day: number }[];
  exceptions: { date: string; hours: { start: string; end: string }[] }[];
  buffer: number;
  notice: number;
  horizon: number;
}

export interface Absence {
  id: string;
  practitionerId: string;
  startTime: string;
  endTime: string;
  reason?: string;
}

export interface AppointmentSlot {
  date: string;
  time: string;
  startTime: string;
  duration: number;
  practitionerId: string;
  available: boolean;
}

export interface Hold {
  id: string;
  practitionerId: string;
  startTime: string;
  duration: number;
  expiresAt: string;
}

export interface Patient {
  id: string;
  cabinetId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
  createdAt: string;
  updatedAt: string;
}

export interface PatientPage {
  items: Patient[];
  pagination: Pagination;
}

export interface Pagination {
  page: number;
  limit: number;
  total: number;
  totalPages: number;
  hasNext: boolean;
  hasPrev: boolean;
  nextCursor: string | null;
  totalIsEstimate: boolean;
}

export interface LoginBody {
  email: string;
  password: string;
}

export interface SignUpBody {
  email: string;
  username: string;
  password: string;
}

export interface RefreshBody {
  refreshToken: string;
}

export interface ForgotPasswordBody {
  email: string;
}

export interface ResetPasswordBody {
  token: string;
  password: string;
}

export interface LoginEnvelopedBody {
  email: string;
  password: string;
}

export interface RegisterBody {
  username: string;
  email: string;
  password: string;
  first_name?: string;
  last_name?: string;
}

export interface RefreshEnvelopedBody {
  refresh_token: string;
}

export interface VerifyEmailBody {
  token: string;
}

export interface NovaLoginBody {
  email: string;
  password: string;
  rememberMe?: boolean;
}

export interface NovaRequestOtpBody {
  email: string;
}

export interface NovaLoginOtpBody {
  email: string;
  otp: string;
}

export interface NovaRefreshBody {
  refreshToken: string;
}

export interface NovaUpdateProfileBody {
  firstName?: string;
  lastName?: string;
  preferences?: {
    theme?: 'light' | 'dark' | 'auto';
    language?: 'fr' | 'en';
    notifications?: { email?: boolean; push?: boolean; sms?: boolean };
  };
  email?: string;
  currentPassword?: string;
}

export interface NovaChangePasswordBody {
  currentPassword: string;
  newPassword: string;
}

export interface NovaRequestPasswordResetBody {
  email: string;
}

export interface NovaResetPasswordBody {
  token: string;
  newPassword: string;
}

export interface UpdateMeBody {
  username?: string;
  first_name?: string;
  last_name?: string;
  avatar?: string | null;
  bio?: string;
}

export interface BanAccountBody {
  duration?: 'permanent' | '1h' | '24h' | '7d';
  reason?: string;
}

export interface CreateProductBody {
  nom?: string;
  name?: string;
  description?: string;
  prix?: number | string;
  price?: number | string;
  stock?: number;
  category?: string | null;
}

export interface UpdateProductBody {
  nom?: string;
  name?: string;
  description?: string;
  prix?: number | string;
  price?: number | string;
  stock?: number;
  category?: string | null;
}

export interface AddProductFileBody {
  file: Blob;
}

export interface UploadTrackBody {
  audio: Blob;
  title: string;
  artist: string;
  album?: string;
  genre?: string;
  tags?: string;
  is_public?: 'true' | 'false';
}

export interface UpdateTrackBody {
  title?: string;
  artist?: string;
  album?: string | null;
  genre?: string | null;
  tags?: string[];
  is_public?: boolean;
}

export interface UploadResourceBody {
  file: Blob;
  title: string;
  description?: string;
  category: 'sample' | 'preset' | 'template' | 'document' | 'other';
  tags?: string;
  is_public?: 'true' | 'false';
}

export interface RateResourceBody {
  rating: number;
}

export interface CreateRoomBody {
  name: string;
  description?: string | null;
  is_private?: boolean;
  member_limit?: number | null;
  slow_mode?: number;
}

export interface MarkRoomReadBody {
  seq: number;
}

export interface InviteMemberBody {
  user_id: number;
}

export interface BanMemberBody {
  user_id: number;
  kind?: 'ban' | 'mute' | 'kick';
  duration?: 'permanent' | '1h' | '24h' | '7d';
  reason?: string;
}

export interface ResolveReportBody {
  status: 'dismissed' | 'actioned';
  resolution?: string;
  delete_message?: boolean;
}

export interface CreateCabinetBody {
  name: string;
  timezone: string;
}

export interface HirePractitionerBody {
  firstName: string;
  lastName: string;
  workingHours: { start: string; end: string; day: number }[];
  exceptions?: { date: string; hours: { start: string; end: string }[] }[];
  buffer?: number;
  notice?: number;
  horizon?: number;
  role?: 'practitioner' | 'manager' | 'admin';
  userId?: string;
  email?: string;
}

export interface CreateAbsenceBody {
  startTime: string;
  endTime: string;
  reason?: string;
}

export interface CreateHoldBody {
  practitionerId: string;
  startTime: string;
  duration: number;
}

export interface CreatePatientBody {
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
}

export interface UpdatePatientBody {
  firstName?: string;
  lastName?: string;
  email?: string;
  phone?: string;
}
