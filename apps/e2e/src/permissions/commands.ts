import { COMMAND_PERMISSIONS } from '@veza/contracts';
import { type CallerName, type Callers, holds } from './callers.js';
import { room } from './chat-objects.js';
import type { CommandCase } from './command-cases.js';
import { type CommandResult, CommandSocket } from './command-socket.js';
import type { Outcome } from './expected.js';
import { type Matrix, refusalOf, type Row } from './matrix.js';
import type { Objects } from './objects.js';

/** The row of a socket command. */
export function commandRow(
  matrix: Matrix,
  command: keyof typeof COMMAND_PERMISSIONS,
  row: CommandCase,
): Promise<{ expected: Row; actual: Row }> {
  return matrix.row({ ...row, permission: COMMAND_PERMISSIONS[command] }, (caller, objects) =>
    send(matrix.callers, row, objects, caller),
  );
}

async function send(callers: Callers, row: CommandCase, objects: Objects, name: CallerName): Promise<Outcome> {
  const caller = await callers.user(name);
  const [data, id] = [await row.data(objects, caller), await room(objects)];
  const socket = await CommandSocket.open(callers.system.chat(2).origin, caller?.accessToken);
  try {
    if (row.joins && holds(name, 'member')) await socket.run('join_room', { room_id: id });
    return outcomeOf(await socket.run(row.type, data), row, id);
  } finally {
    socket.close();
  }
}

function outcomeOf(result: CommandResult, { reply, isRefused }: CommandCase, id: string): Outcome {
  const { error, frames } = result;
  if (error !== undefined) return refusalOf(error) ?? `unexpected error ${error}`;
  if (isRefused?.(result, id)) return 'FORBIDDEN';
  if (reply !== undefined && !frames.some(({ type }) => type === reply)) return `unexpected silence instead of ${reply}`;
  return 'allowed';
}
