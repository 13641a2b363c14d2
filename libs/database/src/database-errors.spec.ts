import { expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { QueryFailedError } from 'typeorm';
import { declareDatabaseError, isRetryable, isUniqueViolation } from './database-errors.js';

const failure = (code: string, constraint?: string) => Object.assign(new Error('refused'), { code, constraint });

test('a violation is recognised by its constraint, also inside a TypeORM error', () => {
  const taken = failure('23505', 'users_email_key');
  expect(isUniqueViolation(taken)).toBe(true);
  expect(isUniqueViolation(taken, 'users_email_key')).toBe(true);
  expect(isUniqueViolation(taken, 'users_name_key')).toBe(false);
  expect(isUniqueViolation(new QueryFailedError('INSERT', [], taken), 'users_email_key')).toBe(true);
  expect(isUniqueViolation(failure('23503'))).toBe(false);
  expect(isUniqueViolation(undefined)).toBe(false);
});

test.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300', '53100', '53200'])(
  '%s means that Postgres is away',
  (code) => {
    expect(declareDatabaseError(failure(code))).toMatchObject({ code: 'UNAVAILABLE' });
  },
);

test('a server that accepts no changes is away for changes alone, and the error says so', () => {
  expect(declareDatabaseError(failure('25006'))).toMatchObject({
    code: 'UNAVAILABLE',
    message: 'Nothing can be changed at the moment, only read; try again later',
    retryAfter: 10,
  });
});

test('errors of pg without a code are recognised', () => {
  expect(declareDatabaseError(new Error('timeout exceeded when trying to connect'))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(declareDatabaseError(new Error('Connection terminated unexpectedly'))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(declareDatabaseError(failure('57014'))).toMatchObject({ code: 'DEADLINE' });
});

test('other errors are returned unchanged', () => {
  const conflict = new DeclaredError('CONFLICT');
  const syntax = failure('42601');
  expect(declareDatabaseError(conflict)).toBe(conflict);
  expect(declareDatabaseError(syntax)).toBe(syntax);
  expect(isRetryable(failure('40001'))).toBe(true);
  expect(isRetryable(new QueryFailedError('UPDATE', [], failure('40P01')))).toBe(true);
  expect(isRetryable(syntax)).toBe(false);
});
