import type pg from 'pg';
import { findPrimary, type PrimaryOptions } from './connection/find-primary.js';

/** A connected client, as soon as Postgres accepts connections; see `findPrimary`. The caller ends it. */
export const waitForPostgres = async (url: string, options?: PrimaryOptions): Promise<pg.Client> =>
  (await findPrimary(url, options)).client;
