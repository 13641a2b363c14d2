import { expect, test } from '@jest/globals';
import type { ProductImportView } from '@veza/contracts';
import { wireImport } from './product-imports.presenter.js';

const found: ProductImportView = {
  ...{ id: 1, ownerId: 2, filename: 'a.csv', dryRun: false, status: 'failed', rowsTotal: null, rowsDone: 0 },
  ...{ created: 0, updated: 0, unchanged: 0, failed: 3, createdAt: '2026-01-01T00:00:00.000Z', finishedAt: null },
  error: 'Missing columns: price',
  faults: [
    { row: 3, field: 'price', column: 'Prix', message: 'must be an amount such as 1234.50, from 0 to 9999999999.99' },
    { row: 4, field: 'row', message: 'has 2 cells, and the header 5' },
    { row: 5, field: 'name', message: 'must have at most 200 characters' },
  ],
};

test('faults of an import are whole sentences in the language of the request', () => {
  const english = wireImport(found, 'en');
  expect(english.error).toBe('Missing columns: price');
  expect(english.faults.map(({ sentence }) => sentence)).toEqual([
    'Row 3, column "Prix": must be an amount such as 1234.50, from 0 to 9999999999.99',
    'Row 4: has 2 cells, and the header 5',
    'Row 5, column "name": must have at most 200 characters',
  ]);
  const french = wireImport(found, 'fr');
  expect(french.error).toBe('Colonnes manquantes : price');
  expect(french.faults[0]).toMatchObject({ row: 3, field: 'price', column: 'Prix' });
  expect(french.faults.map(({ sentence }) => sentence)).toEqual([
    'Ligne 3, colonne « Prix » : doit être un montant comme 1234,50, de 0 à 9999999999,99',
    "Ligne 4 : a 2 cellules, et l'en-tête 5",
    'Ligne 5, colonne « name » : doit avoir au plus 200 caractères',
  ]);
});
