import { expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import fc from 'fast-check';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './keyset.js';

const Shape = z.tuple([z.iso.datetime(), z.int()]);

test('a cursor returns its values', () => {
  const values = ['2026-11-20T10:00:00.000Z', 7] as const;
  expect(decodeCursor(encodeCursor(values), Shape)).toEqual(values);
});

test('any other text is rejected as an invalid cursor', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
      ),
      (text) => {
        try {
          decodeCursor(text, Shape);
        } catch (error) {
          expect(error).toBeInstanceOf(DeclaredError);
          expect(error).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ field: 'cursor' }] });
          return;
        }
        throw new Error(`${text} was taken for a cursor`);
      },
    ),
  );
});
