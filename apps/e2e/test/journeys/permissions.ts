import { expect } from '@jest/globals';
import { COMMAND_PERMISSIONS, HTTP_ROUTES } from '@veza/contracts';
import { CALLER_NAMES, Callers } from '../../src/permissions/callers.js';
import { COMMAND_CASES } from '../../src/permissions/command-cases.js';
import { commandRow, novaRow, numericRow } from '../../src/permissions/commands.js';
import { NUMERIC_DIALECTS } from '../../src/permissions/dialect-commands.js';
import { httpRow } from '../../src/permissions/http-calls.js';
import { HTTP_CASES } from '../../src/permissions/http-cases.js';
import { Matrix } from '../../src/permissions/matrix.js';
import { journey } from '../../src/journey.js';

const commands = Object.keys(COMMAND_PERMISSIONS).filter(
  (name): name is keyof typeof COMMAND_PERMISSIONS => name in COMMAND_CASES,
);

/** The tracks of one user are transcoded one after the other, so a row that waits for one waits for those of the rows before. */
const ROW_MS = 90_000;

journey(
  'the permission lists against every kind of caller',
  (step) => {
    let matrix: Matrix;

    step('every caller of the matrix signs up', async (system) => {
      const callers = new Callers(system);
      for (const name of CALLER_NAMES) await callers.user(name); // at once, a busy machine may refuse one for load
      matrix = new Matrix(callers);
    });

    step('every route and every command has a row', async () => {
      expect(Object.keys(HTTP_CASES).sort()).toEqual(HTTP_ROUTES.map(({ id }) => id).sort());
      expect(commands.sort()).toEqual(Object.keys(COMMAND_PERMISSIONS).sort());
    });

    for (const route of HTTP_ROUTES)
      step(
        `${route.id} is allowed to the holders of ${route.permission} only`,
        async () => {
          const { expected, actual } = await httpRow(matrix, route, HTTP_CASES[route.id] ?? {});
          expect(actual).toEqual(expected);
        },
        ROW_MS,
      );

    for (const command of commands)
      step(`the command ${command} is allowed to the holders of ${COMMAND_PERMISSIONS[command]} only`, async () => {
        const { expected, actual } = await commandRow(matrix, command);
        expect(actual).toEqual(expected);
        for (const dialect of NUMERIC_DIALECTS) {
          const row = await numericRow(matrix, dialect, command);
          expect({ dialect, ...row.actual }).toEqual({ dialect, ...row.expected });
        }
      });

    step('nova.v1 has no command for any caller but ping', async () => {
      const { expected, actual } = await novaRow(matrix);
      expect(actual).toEqual(expected);
      await matrix.closeSockets();
    });
  },
  { independent: true },
);
