import { CreateChat1763700000123 } from './1763700000123-create-chat.js';
import { ExtendChat1764800000020 } from './1764800000020-extend-chat.js';
import { RetainLog1764800000023 } from './1764800000023-retain-log.js';
import { AnnounceBlocks1764800000025 } from './1764800000025-announce-blocks.js';
import { PinMessages1764800000028 } from './1764800000028-pin-messages.js';
import { SaveMessages1764800000029 } from './1764800000029-save-messages.js';
import { LevelNotifications1764800000030 } from './1764800000030-level-notifications.js';
import { LinkInvitations1764800000031 } from './1764800000031-link-invitations.js';
import { AppointReaders1764800000041 } from './1764800000041-appoint-readers.js';
import { GatherGroups1764800000042 } from './1764800000042-gather-groups.js';
import { ReportThings1764800000054 } from './1764800000054-report-things.js';
import { ThreadMessages1764800000060 } from './1764800000060-thread-messages.js';
import { ReportProfiles1764800000064 } from './1764800000064-report-profiles.js';

export const migrations = [
  CreateChat1763700000123,
  ExtendChat1764800000020,
  RetainLog1764800000023,
  AnnounceBlocks1764800000025,
  PinMessages1764800000028,
  SaveMessages1764800000029,
  LevelNotifications1764800000030,
  LinkInvitations1764800000031,
  AppointReaders1764800000041,
  GatherGroups1764800000042,
  ReportThings1764800000054,
  ThreadMessages1764800000060,
  ReportProfiles1764800000064,
];
