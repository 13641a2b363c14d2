import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { DeclaredError, ERRORS, ErrorCode, rejectionOf, fieldErrors, invalid } from './errors.js';

describe('the error catalogue', () => {
  test.each(Object.entries(ERRORS))(
    '%s has an upper-case code, an HTTP error status and a sentence',
    (code, { status, message }) => {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(status).not.toBe(422); // validation is 400, by the wire contract
      expect(message).toMatch(/^[A-Z].+[^.]$/);
    },
  );

  test('the schema of codes accepts exactly the catalogue', () => {
    expect(ErrorCode.parse('NOT_FOUND')).toBe('NOT_FOUND');
    expect(ErrorCode.safeParse('NO_SUCH_CODE').success).toBe(false);
  });

  test('a status without a body stands for its general code', () => {
    const codes = [400, 401, 403, 404, 409, 413].map(rejectionOf);
    expect(codes).toEqual(['VALIDATION_FAILED', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'PAYLOAD_TOO_LARGE']);
    expect([418, 503].map(rejectionOf)).toEqual([undefined, undefined]);
  });
});

describe('a declared error', () => {
  test('takes status, retryability and the default sentence from its code', () => {
    const error = new DeclaredError('OVERLOADED', { retryAfter: 2 });
    expect([error.status, error.retryable, error.message, error.retryAfter]).toEqual([
      503,
      true,
      'The service is overloaded; try again later',
      2,
    ]);
  });

  test('of one field lists it in its details', () => {
    expect(invalid('prix', 'At most 2 decimals').details).toEqual([{ field: 'prix', message: 'At most 2 decimals' }]);
  });
});

describe('field faults', () => {
  const Body = z.strictObject({ tags: z.array(z.string()), stock: z.int() });
  const faults = (value: unknown) => {
    const result = Body.safeParse(value);
    return result.success ? [] : fieldErrors(result.error).map(({ field }) => field);
  };

  test('give nested and unknown fields by their path', () => {
    expect(faults({ tags: ['a', 2], stock: 1.5, colour: 'red', size: 3 })).toEqual(['tags.1', 'stock', 'colour', 'size']);
  });

  test('are bounded for any body', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, i]));
    expect(faults({ tags: Array(5000).fill(1), stock: 1, ...unknown }).length).toBe(20);
  });
});
