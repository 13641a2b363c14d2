import type { FoldedMigration } from '@veza/database';
import type { QueryRunner } from 'typeorm';
import { ACCOUNTS, NAMES, nameLookAlikes } from './extend-identity/accounts.js';
import { DELIVERIES, MAILS, OPERATIONS, PUSH, WEB_BUILDS } from './extend-identity/outgoing.js';
import { MAILED_TOKENS, PASSKEYS, PROVIDERS, SECOND_FACTORS, TOKENS } from './extend-identity/sign-in.js';

/**
 * What came between 0.2.0 and the fold (decision 231). Bodies of functions keep the indentation that Postgres has
 * stored.
 */
export class ExtendIdentity1764800000021 implements FoldedMigration {
  readonly replaces = [
    'ReplayByService1763740000131',
    'KeepSeveralSecrets1763740000132',
    'CreateFirstAdminOnce1763740000133',
    'RecordRoleChanges1763840000140',
    'IndexNames1763840000141',
    'CompareLookAlikes1763840000142',
    'RankAccountBans1763840000143',
    'SearchWithoutAccents1763840000144',
    'AttachToMails1763930000001',
    'CreateSecondFactors1764300000001',
    'DateAuthentications1764400000020',
    'CreatePasskeys1764400000021',
    'SetUpFactors1764400000022',
    'CreateApiTokens1764400000040',
    'CreateWebhooks1764400000041',
    'ListSignIns1764500000010',
    'LinkProviderAccounts1764500000011',
    'AddBots1764500000012',
    'CreatePush1764600000001',
    'EndUnverifiedAccounts1764700000001',
    'EmptySentMails1764700000002',
    'RemoveFactorsByTwo1764700000003',
    'ShowFaultsOfDeliveries1764700000004',
    'KeepWebBuilds1764700000010',
    'PublishOwnersOfBots1764800000010',
    'RememberUnlinkedProviders1764800000021',
  ];
  readonly completedBy = 'commit 9c2ca5f9';

  async up(runner: QueryRunner): Promise<void> {
    for (const tables of [DELIVERIES, WEB_BUILDS, OPERATIONS, MAILS, MAILED_TOKENS, PASSKEYS, PROVIDERS, TOKENS, PUSH])
      await runner.query(tables);
    await runner.query(ACCOUNTS);
    await runner.query(SECOND_FACTORS);
    await nameLookAlikes(runner);
    await runner.query(NAMES);
  }
}
