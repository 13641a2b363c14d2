import { readFileSync } from 'node:fs';
import { DeclaredError, invalid, type Role } from '@veza/contracts';
import type { Waiting } from './operator-queues.repository.js';
import type { Operator } from './operator.js';

/** Each line is printed. */
type Command = (operator: Operator, args: readonly string[]) => Promise<string[]>;

const ROLES: readonly Role[] = ['user', 'moderator', 'admin'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As it is stored: longer texts are whole tokens, which belong into no list of processes. */
const PREFIX = /^veza_pat_[0-9A-Za-z]{8}$/;
const MOST_ERASURES = 100_000;

export const USAGE = `role <account> user|moderator|admin   gives or takes a role; <account> is an id, a user name or an address
remove-factors <account>   removes authenticator app, passkeys and recovery codes, and ends the sessions
end-sessions <account>     ends all sessions and API tokens
revoke-token <beginning>   ends one API token by its first 17 characters
bots                       lists accounts of programs with their owners
unlink-provider <issuer>   removes the links of all accounts to a provider of OpenID Connect
disable-webhook <id>       switches a receiver off
remove-pushes              forgets all browsers that receive pushes
queues                     what waits and what was given up: mails, webhooks, pushes, erasures
failed-webhooks            lists the newest deliveries that were given up
retry mails | pushes | webhooks [id]   makes due at once what waits for its next try, and webhooks that were given up
erasures <time>            lists accounts that were erased since this ISO time, for erase --file
erase <id…> | --file <list>   erases accounts, or erases them again with their event`;

/** The commands by their names. A command throws a DeclaredError that names the mistake. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  role: async ({ accounts }, [account, role]) => {
    const wanted = ROLES.find((each) => each === role);
    if (!wanted) throw invalid('role', `the role must be one of ${ROLES.join(', ')}`);
    const { user, before } = await accounts.setRole(required(account, 'account'), wanted);
    return [`${named(user)} has the role ${wanted}; before, it was ${before}.`];
  },

  'remove-factors': async ({ accounts }, [account]) => {
    const user = await accounts.removeFactors(required(account, 'account'));
    return [`${named(user)} has no second factor any more. All its sessions have ended.`];
  },

  'end-sessions': async ({ accounts }, [account]) => {
    const { user, ended } = await accounts.endSessions(required(account, 'account'));
    return [`${ended} sessions and API tokens of ${named(user)} have ended.`];
  },

  'revoke-token': async ({ accounts }, [prefix = '']) => {
    if (!PREFIX.test(prefix)) throw invalid('beginning', 'give the first 17 characters of the token, veza_pat_ and eight more');
    return [`The token of account ${await accounts.revokeToken(prefix)} has ended.`];
  },

  bots: async ({ users }) => (await users.bots()).map(({ id, username, botOf }) => `${id} ${username} of ${botOf}`),

  'unlink-provider': async ({ accounts }, [issuer]) => {
    const count = await accounts.unlinkProvider(required(issuer, 'issuer'));
    return [`${count} linked accounts were removed.`];
  },

  'disable-webhook': async ({ database, webhooks }, [id = '']) => {
    if (!UUID.test(id)) throw invalid('id', 'the id must be a UUID');
    const off = await database.transaction((tx) => webhooks.switchOff(tx, id));
    if (off === undefined) throw new DeclaredError('NOT_FOUND', { message: 'No webhook that is on has this id' });
    return [`The webhook ${id} is off.`];
  },

  'remove-pushes': async ({ pushes }) => [`${await pushes.forgetAll()} browsers receive no pushes any more.`],

  queues: async ({ queues }) => [
    ...lines('mails wait', await queues.waitingMails()),
    `${await queues.mailsGivenUp()} mails of the last days were given up; their content is deleted, so they cannot be sent again`,
    ...lines('webhook deliveries wait', await queues.waitingDeliveries()),
    `${await queues.deliveriesGivenUp()} webhook deliveries of the last days were given up`,
    ...lines('pushes wait', await queues.waitingPushes()),
    `${await queues.erasuresToRepeat()} erasures wait for their second pass, two minutes after the first`,
    `${await queues.unpublishedEvents()} events, erasures among them, are not published yet`,
  ],

  'failed-webhooks': async ({ queues }) =>
    (await queues.failedDeliveries()).map(
      ({ id, webhookId, event, status, fault, createdAt }) =>
        `${id} to ${webhookId}, ${event} of ${createdAt.toISOString()}: ${status ?? fault ?? 'no response'}`,
    ),

  retry: async ({ queues }, [what, id]) => {
    if (id !== undefined && (what !== 'webhooks' || !UUID.test(id))) throw invalid('id', 'only webhooks take an id, a UUID');
    if (what === 'mails') return [`${await queues.retryMails()} mails are due now.`];
    if (what === 'pushes') return [`${await queues.retryPushes()} pushes are due now.`];
    if (what === 'webhooks') return [`${await queues.retryDeliveries(id)} webhook deliveries are due now.`];
    throw invalid('queue', 'the queue must be one of mails, webhooks, pushes');
  },

  erasures: async ({ erasures }, [since = '']) => {
    const time = new Date(since);
    if (Number.isNaN(time.getTime())) throw invalid('time', 'give an ISO time, such as that of the manifest of a backup');
    const erased = await erasures.erasedSince(time, MOST_ERASURES);
    return erased.map(({ id, deletedAt }) => `${id} ${deletedAt?.toISOString()}`);
  },

  erase: async ({ erasure }, args) => {
    const done: string[] = [];
    const refused: string[] = [];
    for (const id of idsOf(args))
      await erasure.eraseAgain(id).then(
        (end) => done.push(sentence(id, end)),
        (error: unknown) => {
          if (!(error instanceof DeclaredError)) throw error;
          refused.push(`Account ${id} is not erased: ${error.message}`);
        },
      );
    if (refused.length > 0) throw new DeclaredError('INVALID_STATE', { message: [...done, ...refused].join('\n') });
    return done;
  },
};

const sentence = (id: number, end: 'erased' | 'again' | undefined) =>
  ({
    erased: `Account ${id} is erased.`,
    again: `Account ${id} was erased before; it is erased again.`,
    none: `Account ${id} does not exist.`,
  })[end ?? 'none'];

/** From the arguments, or the first word of each line of a file. */
function idsOf([first, ...rest]: readonly string[]): number[] {
  const words = first === '--file' ? contentOf(required(rest[0], 'file')).split('\n') : [first ?? '', ...rest];
  const ids = words.map((word) => word.trim().split(' ')[0] ?? '').filter((word) => word !== '');
  const strange = ids.find((id) => !/^\d{1,9}$/.test(id));
  if (ids.length === 0 || strange !== undefined || ids.length > MOST_ERASURES)
    throw invalid('id', `give 1 to ${MOST_ERASURES} ids of accounts`);
  return ids.map(Number);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DeclaredError('VALIDATION_FAILED', { message: `The file of --file cannot be read: ${file}`, cause });
  }
}

function required(value: string | undefined, field: string): string {
  if (value === undefined || value === '' || value.length > 300) throw invalid(field, `${field} is missing`);
  return value;
}

const named = ({ id, username }: { id: number; username: string }) => `Account ${id} (${username})`;

const lines = (what: string, waiting: readonly Waiting[]) =>
  waiting.length === 0
    ? [`no ${what}`]
    : waiting.map(
        ({ tries, count, oldest }) => `${count} ${what} after ${tries} tries, the oldest since ${oldest.toISOString()}`,
      );
