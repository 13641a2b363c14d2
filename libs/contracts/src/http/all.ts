import { albumRoutes } from './albums.js';
import { analyticsRoutes } from './analytics.js';
import { apiTokenRoutes } from './api-tokens.js';
import { appointmentRoutes, proposalRoutes } from './appointments.js';
import { authRoutes, envelopedAuthRoutes } from './auth.js';
import { accountBanRoutes } from './bans.js';
import { absenceRoutes, cabinetRoutes, calendarImportRoutes, calendarRoutes, holdRoutes, slotRoutes } from './booking.js';
import { botRoutes } from './bots.js';
import { calendarFeedRoutes } from './calendar-feeds.js';
import { chatRoutes } from './chat.js';
import { commentRoutes } from './comments.js';
import { communityRoutes } from './community.js';
import { edgeRoutes, outboxRoutes } from './edge.js';
import { facilityRoutes } from './facilities.js';
import { novaAuthRoutes } from './nova-auth.js';
import { linkPreviewRoutes } from './link-previews.js';
import { notificationRoutes } from './notifications.js';
import { patientFileRoutes } from './patient-files.js';
import { oembedRoutes } from './oembed.js';
import { oidcRoutes } from './oidc.js';
import { ownAppointmentRoutes, patientContactRoutes } from './patient-people.js';
import { patientRoutes } from './patients.js';
import { legalHoldRoutes, retentionRoutes } from './retention.js';
import { peopleRoutes } from './people.js';
import { playlistRoutes } from './playlists.js';
import { productImportRoutes } from './product-imports.js';
import { productRoutes } from './products.js';
import { profileResetRoutes } from './profile-resets.js';
import { publicationRoutes } from './publications.js';
import { reportRoutes } from './reports.js';
import { resourceRoutes } from './resources.js';
import { roleRoutes } from './roles.js';
import { passkeyRoutes } from './passkeys.js';
import { secondFactorRoutes } from './second-factors.js';
import { factorSetupRoutes } from './factor-setup.js';
import { signInRoutes } from './sign-ins.js';
import { stepUpRoutes } from './step-up.js';
import type { HttpRoute } from './route.js';
import { noticeRoutes } from './notices.js';
import { trackLinkRoutes } from './track-links.js';
import { trackNoticeRoutes } from './track-notices.js';
import { trackRoutes } from './tracks.js';
import { transcodingRoutes } from './transcodings.js';
import { uploadRoutes } from './uploads.js';
import { userRoutes } from './users.js';
import { patientLinkRoutes, publicPageRoutes, visitRoutes } from './visits.js';
import { waitingListRoutes } from './waiting-list.js';
import { pushRoutes } from './push.js';
import { webhookRoutes } from './webhooks.js';

/** Every HTTP call of the contracts. The gateway serves all of them. */
export const HTTP_ROUTES: readonly HttpRoute[] = [
  authRoutes,
  envelopedAuthRoutes,
  novaAuthRoutes,
  userRoutes,
  signInRoutes,
  secondFactorRoutes,
  passkeyRoutes,
  stepUpRoutes,
  factorSetupRoutes,
  oidcRoutes,
  apiTokenRoutes,
  botRoutes,
  webhookRoutes,
  pushRoutes,
  peopleRoutes,
  accountBanRoutes,
  profileResetRoutes,
  roleRoutes,
  productRoutes,
  productImportRoutes,
  trackRoutes,
  albumRoutes,
  trackLinkRoutes,
  trackNoticeRoutes,
  transcodingRoutes,
  uploadRoutes,
  resourceRoutes,
  communityRoutes,
  publicationRoutes,
  commentRoutes,
  noticeRoutes,
  playlistRoutes,
  reportRoutes,
  chatRoutes,
  linkPreviewRoutes,
  cabinetRoutes,
  calendarRoutes,
  facilityRoutes,
  absenceRoutes,
  calendarImportRoutes,
  calendarFeedRoutes,
  slotRoutes,
  holdRoutes,
  proposalRoutes,
  appointmentRoutes,
  analyticsRoutes,
  patientRoutes,
  patientFileRoutes,
  legalHoldRoutes,
  retentionRoutes,
  publicPageRoutes,
  visitRoutes,
  patientLinkRoutes,
  waitingListRoutes,
  patientContactRoutes,
  ownAppointmentRoutes,
  notificationRoutes,
  oembedRoutes,
  edgeRoutes,
  outboxRoutes,
].flatMap((routes) => Object.values<HttpRoute>(routes));
