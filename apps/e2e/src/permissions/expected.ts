import { type Permission, type PermissionName, PERMISSIONS } from '@veza/contracts';
import { type CallerName, holds } from './callers.js';

/** Whether the object of a call is public or private. Calls without an object count as public. */
export type Visibility = 'public' | 'private';

/** The errors with which a call is refused for a lack of permission. `NOT_FOUND` hides that its object exists. */
export const REFUSALS = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BLOCKED', 'BANNED'] as const;

/** The result of a call: `allowed`, or the code of the refusal. */
export type Outcome = 'allowed' | (typeof REFUSALS)[number] | `unexpected ${string}`;

/** Outcomes of a row that the permission list does not state: sanctions and blocks. */
export type Exceptions = Partial<Record<CallerName | `${CallerName}, ${Visibility}`, Outcome>>;

const permissionOf = (name: PermissionName): Permission => PERMISSIONS[name];

/** What the permission list promises for a call of this caller. `readsToken`: calls without a token reach the service. */
export function expectedOutcome(
  name: PermissionName,
  caller: CallerName,
  { visibility, readsToken = false }: { visibility: Visibility; readsToken?: boolean },
): Outcome {
  const { holders, privateHolders = holders, visibleTo } = permissionOf(name);
  const isPrivate = visibility === 'private';
  if ((isPrivate ? privateHolders : holders).some((holder) => holds(caller, holder))) return 'allowed';
  if (caller === 'anonymous' && !readsToken) return 'UNAUTHENTICATED';
  if (isPrivate && visibleTo && !visibleTo.some((holder) => holds(caller, holder))) return 'NOT_FOUND';
  return caller === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
}

/** Whether the list distinguishes private objects, so that a case must try both. */
export function dependsOnVisibility(name: PermissionName): boolean {
  const { privateHolders, visibleTo } = permissionOf(name);
  return privateHolders !== undefined || visibleTo !== undefined;
}
