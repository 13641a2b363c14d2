import { DeclaredError } from '@veza/contracts';
import type { Connection } from './connection.js';

/** The client is to come back: its next connection gets what this one could not. Returns the error that it got. */
export function failConnection(connection: Connection, ref?: string): DeclaredError {
  const error = new DeclaredError('CONNECTION_FAILED');
  connection.reply({ kind: 'fault', error, ref });
  connection.close(1013, 'try again later');
  return error;
}
