import { CreateIdentity1763629200001 } from './1763629200001-create-identity.js';
import { NameOperations1763629200002 } from './1763629200002-name-operations.js';
import { EraseWhole1763640000085 } from './1763640000085-erase-whole.js';
import { CreateMailRequests1763640000086 } from './1763640000086-create-mail-requests.js';
import { BanAccounts1763640000129 } from './1763640000129-ban-accounts.js';
import { ReplayByService1763740000131 } from './1763740000131-replay-by-service.js';
import { KeepSeveralSecrets1763740000132 } from './1763740000132-keep-several-secrets.js';
import { CreateFirstAdminOnce1763740000133 } from './1763740000133-create-first-admin-once.js';
import { RecordRoleChanges1763840000140 } from './1763840000140-record-role-changes.js';
import { IndexNames1763840000141 } from './1763840000141-index-names.js';
import { CompareLookAlikes1763840000142 } from './1763840000142-compare-look-alikes.js';
import { PublishOwnersOfBots1764800000010 } from './1764800000010-publish-owners-of-bots.js';
import { RankAccountBans1763840000143 } from './1763840000143-rank-account-bans.js';
import { SearchWithoutAccents1763840000144 } from './1763840000144-search-without-accents.js';
import { AttachToMails1763930000001 } from './1763930000001-attach-to-mails.js';
import { CreateSecondFactors1764300000001 } from './1764300000001-create-second-factors.js';
import { DateAuthentications1764400000020 } from './1764400000020-date-authentications.js';
import { CreatePasskeys1764400000021 } from './1764400000021-create-passkeys.js';
import { SetUpFactors1764400000022 } from './1764400000022-set-up-factors.js';
import { CreateApiTokens1764400000040 } from './1764400000040-create-api-tokens.js';
import { CreateWebhooks1764400000041 } from './1764400000041-create-webhooks.js';
import { ListSignIns1764500000010 } from './1764500000010-list-sign-ins.js';
import { LinkProviderAccounts1764500000011 } from './1764500000011-link-provider-accounts.js';
import { AddBots1764500000012 } from './1764500000012-add-bots.js';
import { CreatePush1764600000001 } from './1764600000001-create-push.js';
import { EndUnverifiedAccounts1764700000001 } from './1764700000001-end-unverified-accounts.js';
import { EmptySentMails1764700000002 } from './1764700000002-empty-sent-mails.js';
import { RemoveFactorsByTwo1764700000003 } from './1764700000003-remove-factors-by-two.js';
import { ShowFaultsOfDeliveries1764700000004 } from './1764700000004-show-faults-of-deliveries.js';
import { KeepWebBuilds1764700000010 } from './1764700000010-keep-web-builds.js';

export const extensions = ['unaccent'];
import { RememberUnlinkedProviders1764800000021 } from './1764800000021-remember-unlinked-providers.js';

export const migrations = [
  CreateIdentity1763629200001,
  NameOperations1763629200002,
  EraseWhole1763640000085,
  CreateMailRequests1763640000086,
  BanAccounts1763640000129,
  ReplayByService1763740000131,
  KeepSeveralSecrets1763740000132,
  CreateFirstAdminOnce1763740000133,
  RecordRoleChanges1763840000140,
  IndexNames1763840000141,
  CompareLookAlikes1763840000142,
  RankAccountBans1763840000143,
  SearchWithoutAccents1763840000144,
  AttachToMails1763930000001,
  CreateSecondFactors1764300000001,
  DateAuthentications1764400000020,
  CreatePasskeys1764400000021,
  SetUpFactors1764400000022,
  CreateApiTokens1764400000040,
  CreateWebhooks1764400000041,
  ListSignIns1764500000010,
  LinkProviderAccounts1764500000011,
  AddBots1764500000012,
  CreatePush1764600000001,
  EndUnverifiedAccounts1764700000001,
  EmptySentMails1764700000002,
  RemoveFactorsByTwo1764700000003,
  ShowFaultsOfDeliveries1764700000004,
  KeepWebBuilds1764700000010,
  PublishOwnersOfBots1764800000010,
  RememberUnlinkedProviders1764800000021,
];
