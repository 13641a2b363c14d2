import type { Holder } from '@veza/contracts';
import { signIn, signUp, type TestUser } from '../test-users.js';
import type { TestSystem } from '../test-system.js';

interface CallerKind {
  /** Which holders of the permission list a caller of this kind is, towards the objects of the matrix. */
  readonly holds: readonly Holder[];
  /** The role on the platform, if it is not `user`. */
  readonly role?: 'moderator' | 'admin';
  /** The role in the cabinet of the matrix. */
  readonly cabinetRole?: 'patient' | 'practitioner' | 'manager';
  /** The membership in the cabinet has ended. */
  readonly isDismissed?: boolean;
}

/** The columns of the matrix. A new kind of caller is a new line here. */
export const CALLERS = {
  anonymous: { holds: [] },
  stranger: { holds: ['user'] },
  /** Blocked by the user that direct messages go to. */
  blocked: { holds: ['user'] },
  /** Banned by the owner from the rooms of the matrix. */
  banned: { holds: ['user'] },
  formerStaff: { holds: ['user'], cabinetRole: 'practitioner', isDismissed: true },
  member: { holds: ['user', 'member'], cabinetRole: 'patient' },
  roomModerator: { holds: ['user', 'member', 'room-moderator'], cabinetRole: 'patient' },
  colleague: { holds: ['user', 'member', 'staff'], cabinetRole: 'practitioner' },
  manager: { holds: ['user', 'member', 'staff', 'manager'], cabinetRole: 'manager' },
  owner: { holds: ['user', 'member', 'staff', 'practitioner', 'owner'], cabinetRole: 'practitioner' },
  moderator: { holds: ['user', 'moderator'], role: 'moderator' },
  admin: { holds: ['user', 'admin'], role: 'admin' },
} as const satisfies Record<string, CallerKind>;

export type CallerName = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS).filter((name): name is CallerName => name in CALLERS);

export const kindOf = (name: CallerName): CallerKind => CALLERS[name];
export const holds = (name: CallerName, holder: Holder): boolean =>
  holder === 'anonymous' || holder === 'url-bearer' || kindOf(name).holds.includes(holder);

/** The callers that the objects of the matrix count as members, besides their owner. */
export const MEMBERS = CALLER_NAMES.filter((name) => holds(name, 'member') && name !== 'owner');

/** One signed-in user of each kind, and users outside of the matrix that requests are about. */
export class Callers {
  private readonly users = new Map<string, Promise<TestUser>>();

  constructor(readonly system: TestSystem) {}

  /** The user of a kind; undefined for the anonymous caller. */
  async user(name: CallerName): Promise<TestUser | undefined> {
    return name === 'anonymous' ? undefined : this.signedIn(name);
  }

  async signedIn(name: CallerName): Promise<TestUser> {
    return this.once(name, () => this.create(name));
  }

  /** A new user of a kind, for a call that ends the session or the account. */
  async create(name: CallerName): Promise<TestUser> {
    const user = await signUp(this.system, name);
    const { role } = kindOf(name);
    if (role === undefined) return user;
    await this.system.database.query(`UPDATE identity.users SET role = '${role}' WHERE id = ${user.id}`);
    return { ...user, ...(await signIn(this.system, user)) };
  }

  /** A user that requests are about. It sends none itself. */
  bystander(name = 'bystander'): Promise<TestUser> {
    return this.once(name, () => signUp(this.system, name));
  }

  private once(name: string, create: () => Promise<TestUser>): Promise<TestUser> {
    const user = this.users.get(name) ?? create();
    this.users.set(name, user);
    return user;
  }
}
