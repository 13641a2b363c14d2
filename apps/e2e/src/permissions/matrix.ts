import type { PermissionName } from '@veza/contracts';
import { type CallerName, CALLER_NAMES, type Callers } from './callers.js';
import { type Exceptions, expectedOutcome, type Outcome, REFUSALS, type Visibility } from './expected.js';
import type { Objects } from './objects.js';

/** The cells of a row: the outcome for each caller and visibility. */
export type Row = Record<string, Outcome>;

export interface RowPlan {
  permission: PermissionName;
  visibilities: readonly Visibility[];
  /** Calls without a token reach the service. */
  readsToken?: boolean;
  except?: Exceptions;
  uses?: 'own objects';
  sent?: 'one by one';
}

/** The rows of the matrix: what the permission list states, and what the running system does. */
export class Matrix {
  private readonly shared: Record<Visibility, Objects>;

  constructor(readonly callers: Callers) {
    this.shared = { public: { callers, visibility: 'public' }, private: { callers, visibility: 'private' } };
  }

  /** Sends the request of a row as every caller: first the ones that must be refused, then the others. */
  async row(
    plan: RowPlan,
    send: (caller: CallerName, objects: Objects) => Promise<Outcome>,
  ): Promise<{ expected: Row; actual: Row }> {
    const cells = plan.visibilities.flatMap((visibility) =>
      CALLER_NAMES.map((caller) => {
        const name = `${caller}, ${visibility}` as const;
        const exception = plan.except?.[name] ?? plan.except?.[caller];
        const expected = exception ?? expectedOutcome(plan.permission, caller, { ...plan, visibility });
        return { caller, visibility, expected, name };
      }),
    );
    const actual: Row = {};
    for (const allowed of [false, true]) {
      const turn = cells.filter(({ expected }) => (expected === 'allowed') === allowed);
      const cell = async ({ caller, visibility, name }: (typeof cells)[number]) => {
        const own = allowed && plan.uses === 'own objects';
        const objects = own ? { callers: this.callers, visibility } : this.shared[visibility];
        actual[name] = await send(caller, objects);
      };
      if (plan.sent === 'one by one') for (const each of turn) await cell(each);
      else await Promise.all(turn.map(cell));
    }
    return { expected: Object.fromEntries(cells.map(({ name, expected }) => [name, expected])), actual };
  }
}

/** The refusal with this error code, if a permission can be the reason for it. */
export const refusalOf = (code: string | undefined): Outcome | undefined => REFUSALS.find((refusal) => refusal === code);
