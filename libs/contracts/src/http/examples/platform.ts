import { ERRORS } from '../../errors.js';
import type { AreaExamples } from './shape.js';

const { status, retryable } = ERRORS.VALIDATION_FAILED;
const problem = {
  code: 'VALIDATION_FAILED' as const,
  status,
  requestId: '0f8e6d5c-4b3a-4921-8877-665544332211',
  retryable,
  details: [{ field: 'limit', message: 'Too big: expected number to be <=100' }],
};
const message = ERRORS.VALIDATION_FAILED.message;

export const PLATFORM_EXAMPLES: AreaExamples = {
  components: {
    ErrorCode: 'VALIDATION_FAILED',
    ErrorBody: { success: false, error: message, message, ...problem },
    ProblemBody: { type: 'urn:veza:error:VALIDATION_FAILED', title: message, ...problem },
  },
  requests: {},
  responses: {
    getKeys: {
      keys: [
        {
          kid: '1',
          kty: 'OKP',
          crv: 'Ed25519',
          x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
          alg: 'EdDSA',
          use: 'sig',
        },
      ],
    },
    getOpenApi: { openapi: '3.1.0', info: { title: 'Veza', version: '1.0.0' }, paths: {} },
    getAsyncApi: { asyncapi: '3.0.0', info: { title: 'Veza sockets', version: '1.0.0' }, channels: {} },
    getHealth: { status: 'ok' },
    getSmsOutbox: [
      {
        id: '17',
        to: '+33612345678',
        text: 'Reminder of your appointment : Monday 29 March 2027 at 09:30 (time in Paris), Cabinet Lovelace.',
        at: '2026-03-01T09:30:00.000Z',
      },
    ],
    getOutbox: [
      {
        id: '17',
        to: 'ada@example.test',
        subject: 'Confirm your e-mail address',
        text: 'Open this link: https://veza.example.test/verify?token=m1.8d2e4b6f',
        at: '2026-03-01T09:30:00.000Z',
      },
    ],
  },
};
