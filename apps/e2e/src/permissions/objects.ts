import { z } from 'zod';
import type { Rest } from '../clients/rest.js';
import type { Callers } from './callers.js';
import type { Visibility } from './expected.js';

/**
 * A set of objects that belong to the owner of the matrix. Each object is created when a request first needs it. A call
 * that deletes its object gets a set of its own.
 */
export interface Objects {
  readonly callers: Callers;
  readonly visibility: Visibility;
}

export const Created = z.object({ id: z.union([z.int(), z.string()]) });

/** An object that exists once in each set. */
export function object<T>(create: (objects: Objects) => Promise<T>): (objects: Objects) => Promise<T> {
  const known = new WeakMap<Objects, Promise<T>>();
  return (objects) => {
    const existing = known.get(objects) ?? create(objects);
    known.set(objects, existing);
    return existing;
  };
}

/** An object that all sets share. */
export function sharedObject<T>(create: (callers: Callers) => Promise<T>): (objects: Objects) => Promise<T> {
  const known = new WeakMap<Callers, Promise<T>>();
  return ({ callers }) => {
    const existing = known.get(callers) ?? create(callers);
    known.set(callers, existing);
    return existing;
  };
}

/** Requests of a signed-in caller, with which objects are created. */
export async function restOf(callers: Callers, name: 'owner' | 'manager' | 'admin' = 'owner'): Promise<Rest> {
  return callers.system.rest.as((await callers.signedIn(name)).accessToken);
}
