import { COMMAND_PERMISSIONS } from '@veza/contracts';
import { type CallerName, CALLER_NAMES, type Callers, holds } from './callers.js';
import { room } from './chat-objects.js';
import { COMMAND_CASES, type CommandCase } from './command-cases.js';
import { type CommandResult, CommandSocket } from './command-socket.js';
import { type NumericDialect, translated, wireOutcome } from './dialect-commands.js';
import type { Outcome } from './expected.js';
import { type Matrix, refusalOf, type MatrixRow } from './matrix.js';
import type { Objects } from './objects.js';

type CommandName = keyof typeof COMMAND_PERMISSIONS;
type Rows = { expected: Record<string, string>; actual: Record<string, string> };

/** The row of a socket command in `veza.v1`, where an error frame has the code of the refusal. */
export function commandRow(matrix: Matrix, command: CommandName): Promise<{ expected: MatrixRow; actual: MatrixRow }> {
  const row = COMMAND_CASES[command];
  return matrix.row({ ...row, permission: COMMAND_PERMISSIONS[command] }, async (caller, objects) => {
    const { data, id } = await inputOf(matrix.callers, row, objects, caller);
    return withSocket(matrix, 'veza.v1', caller, async (socket) => {
      if (row.joins && holds(caller, 'member')) await socket.run('join_room', { room_id: id });
      const result = await socket.run(row.type, data);
      return result.error === undefined ? silentOutcome(result, row, id) : (refusalOf(result.error) ?? unexpected(result.error));
    });
  });
}

/** The same row in a numeric dialect, with the outcomes that its error frames distinguish. */
export async function numericRow(matrix: Matrix, dialect: NumericDialect, command: CommandName): Promise<Rows> {
  const row = COMMAND_CASES[command];
  const wires: Record<string, string> = {};
  const plan = { ...row, permission: COMMAND_PERMISSIONS[command], ...(row.uses && { uses: 'a set of the row' as const }) };
  const { expected } = await matrix.row(plan, async (caller, objects) => {
    const { data, id } = await inputOf(matrix.callers, row, objects, caller);
    const { type, data: fields, reply } = translated(dialect, command, data);
    await withSocket(matrix, dialect, caller, async (socket) => {
      if (row.joins && holds(caller, 'member')) await socket.run(translated(dialect, 'join', {}).type, { room: id });
      const result = await socket.run(type, fields);
      wires[`${caller}, ${objects.visibility}`] = result.error ?? wireOutcome(silentOutcome(result, { ...row, reply }, id));
    });
    return 'allowed';
  });
  return {
    expected: Object.fromEntries(Object.entries(expected).map(([name, outcome]) => [name, wireOutcome(outcome)])),
    actual: wires,
  };
}

/** Every caller, with the answers to all commands on a connection of `nova.v1`, which has none but `ping`. */
export async function novaRow({ callers }: Matrix): Promise<Rows> {
  const types = [...new Set(Object.values(COMMAND_CASES).map(({ type }) => type))].filter(
    (type) => !['auth', 'ping'].includes(type),
  );
  const [expected, actual]: [Rows['expected'], Rows['actual']] = [{}, {}];
  for (const name of CALLER_NAMES.filter((each) => each !== 'anonymous')) {
    const socket = await CommandSocket.open(callers.system.chat(2).origin, (await callers.signedIn(name)).accessToken, 'nova.v1');
    try {
      for (const type of types) {
        const { frames } = await socket.run(type, {});
        expected[`${name}, ${type}`] = 'error, pong';
        actual[`${name}, ${type}`] = frames.map((frame) => frame.type).join(', ');
      }
    } finally {
      socket.close();
    }
  }
  return { expected, actual };
}

const unexpected = (code: string): Outcome => `unexpected error ${code}`;

async function inputOf(callers: Callers, row: CommandCase, objects: Objects, name: CallerName) {
  const caller = await callers.user(name);
  return { data: { ...(await row.data(objects, caller)) }, id: await room(objects) };
}

/** A signed-in caller has one connection in each dialect; the anonymous caller gets a new one, which authentication changes. */
async function withSocket<T>(
  { callers, sockets }: Matrix,
  dialect: NumericDialect | 'veza.v1',
  name: CallerName,
  work: (socket: CommandSocket) => Promise<T>,
): Promise<T> {
  const { origin } = callers.system.chat(2);
  const key = `${name} ${dialect}`;
  const user = await callers.user(name);
  const opened = sockets.get(key) ?? CommandSocket.open(origin, user?.accessToken, dialect);
  if (user) sockets.set(key, opened);
  const socket = await opened;
  try {
    return await work(socket);
  } finally {
    if (!user) socket.close();
  }
}

function silentOutcome(
  result: CommandResult,
  { reply, isRefused }: Pick<CommandCase, 'reply' | 'isRefused'>,
  id: string,
): Outcome {
  if (isRefused?.(result, id)) return 'FORBIDDEN';
  if (reply !== undefined && !result.frames.some(({ type }) => type === reply)) return `unexpected silence instead of ${reply}`;
  return 'allowed';
}
