import type { PermissionName } from '@veza/contracts';
import { type CallerName, CALLER_NAMES, type Callers } from './callers.js';
import { type Exceptions, expectedOutcome, type Outcome, REFUSALS, type Visibility } from './expected.js';
import type { CommandSocket } from './command-socket.js';
import type { Objects } from './objects.js';

/** The cells of a row: the outcome for each caller and visibility. */
export type MatrixRow = Record<string, Outcome>;

export interface RowPlan {
  permission: PermissionName;
  visibilities: readonly Visibility[];
  /** Calls without a token reach the service. */
  readsToken?: boolean;
  except?: Exceptions;
  /** Whether each allowed call, or all allowed calls of the row together, get objects of their own. */
  uses?: 'own objects' | 'a set of the row';
  sent?: 'one by one';
}

/** The rows of the matrix: what the permission list states, and what the running system does. */
export class Matrix {
  /** The open connections of the callers. */
  readonly sockets = new Map<string, Promise<CommandSocket>>();
  private readonly shared: Record<Visibility, Objects>;

  constructor(readonly callers: Callers) {
    this.shared = { public: { callers, visibility: 'public' }, private: { callers, visibility: 'private' } };
  }

  /** Sends the request of a row as every caller: first the ones that must be refused, then the others. */
  async row(
    plan: RowPlan,
    send: (caller: CallerName, objects: Objects) => Promise<Outcome>,
  ): Promise<{ expected: MatrixRow; actual: MatrixRow }> {
    const cells = plan.visibilities.flatMap((visibility) =>
      CALLER_NAMES.map((caller) => {
        const name = `${caller}, ${visibility}` as const;
        const exception = plan.except?.[name] ?? plan.except?.[caller];
        const expected = exception ?? expectedOutcome(plan.permission, caller, { ...plan, visibility });
        return { caller, visibility, expected, name };
      }),
    );
    const actual: MatrixRow = {};
    const ofRow: Record<Visibility, Objects> = { public: this.newSet('public'), private: this.newSet('private') };
    for (const allowed of [false, true]) {
      const turn = cells.filter(({ expected }) => (expected === 'allowed') === allowed);
      const cell = async ({ caller, visibility, name }: (typeof cells)[number]) => {
        const own = plan.uses === 'own objects' ? this.newSet(visibility) : ofRow[visibility];
        actual[name] = await send(caller, allowed && plan.uses ? own : this.shared[visibility]);
      };
      if (plan.sent === 'one by one') for (const each of turn) await cell(each);
      else await Promise.all(turn.map(cell));
    }
    return { expected: Object.fromEntries(cells.map(({ name, expected }) => [name, expected])), actual };
  }

  async closeSockets(): Promise<void> {
    for (const socket of this.sockets.values()) (await socket).close();
  }

  private newSet(visibility: Visibility): Objects {
    return { callers: this.callers, visibility };
  }
}

/** The refusal with this error code, if a permission can be the reason for it. */
export const refusalOf = (code: string | undefined): Outcome | undefined => REFUSALS.find((refusal) => refusal === code);
