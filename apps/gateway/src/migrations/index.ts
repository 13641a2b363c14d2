import { CreateIdentity1763640000129 } from './1763640000129-create-identity.js';
import { ExtendIdentity1764800000021 } from './1764800000021-extend-identity.js';
import { CountDroppedEvents1764800000022 } from './1764800000022-count-dropped-events.js';
import { AnnounceBans1764800000026 } from './1764800000026-announce-bans.js';
import { AddProfilePages1764800000047 } from './1764800000047-add-profile-pages.js';
import { NoticeLevels1764800000049 } from './1764800000049-notice-levels.js';
import { NoticeDigests1764800000050 } from './1764800000050-notice-digests.js';
import { CreateSmsMessages1764800000078 } from './1764800000078-create-sms-messages.js';

export const migrations = [
  CreateIdentity1763640000129,
  ExtendIdentity1764800000021,
  CountDroppedEvents1764800000022,
  AnnounceBans1764800000026,
  AddProfilePages1764800000047,
  NoticeLevels1764800000049,
  NoticeDigests1764800000050,
  CreateSmsMessages1764800000078,
];
export const extensions = ['unaccent'];
