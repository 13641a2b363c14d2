import { CheckRoomsOnce1763700000123 } from './1763700000123-check-rooms-once.js';
import { CountHistory1763600000002 } from './1763600000002-count-history.js';
import { CreateChat1763600000001 } from './1763600000001-create-chat.js';
import { CreateNovaNotices1763900000171 } from './1763900000171-create-nova-notices.js';
import { CreateOutageStates1764000000151 } from './1764000000151-create-outage-states.js';
import { CreateOperations1763600000050 } from './1763600000050-create-operations.js';
import { EvenOutWords1763700000090 } from './1763700000090-even-out-words.js';
import { FindModerators1764600000101 } from './1764600000101-find-moderators.js';
import { FindVersions1763600000051 } from './1763600000051-find-versions.js';
import { IndexAuthors1763800000001 } from './1763800000001-index-authors.js';
import { IndexPeople1763640000085 } from './1763640000085-index-people.js';
import { KnowOwnersOfBots1764800000011 } from './1764800000011-know-owners-of-bots.js';
import { ListEndedMemberships1763900000180 } from './1763900000180-list-ended-memberships.js';
import { LogMessagesOnce1763700000119 } from './1763700000119-log-messages-once.js';
import { MarkWords1763600000003 } from './1763600000003-mark-words.js';
import { ModerateRooms1764800000020 } from './1764800000020-moderate-rooms.js';
import { NumberNovaNotices1764200000020 } from './1764200000020-number-nova-notices.js';
import { OrderRooms1764800000012 } from './1764800000012-order-rooms.js';
import { RankSanctions1763800000140 } from './1763800000140-rank-sanctions.js';
import { ReportPeople1764600000121 } from './1764600000121-report-people.js';
import { UnindexAuthors1763700000122 } from './1763700000122-unindex-authors.js';

export const migrations = [
  CreateChat1763600000001,
  CountHistory1763600000002,
  MarkWords1763600000003,
  CreateOperations1763600000050,
  FindVersions1763600000051,
  IndexPeople1763640000085,
  EvenOutWords1763700000090,
  LogMessagesOnce1763700000119,
  UnindexAuthors1763700000122,
  CheckRoomsOnce1763700000123,
  IndexAuthors1763800000001,
  RankSanctions1763800000140,
  CreateNovaNotices1763900000171,
  ListEndedMemberships1763900000180,
  CreateOutageStates1764000000151,
  NumberNovaNotices1764200000020,
  FindModerators1764600000101,
  ReportPeople1764600000121,
  KnowOwnersOfBots1764800000011,
  OrderRooms1764800000012,
  ModerateRooms1764800000020,
];
