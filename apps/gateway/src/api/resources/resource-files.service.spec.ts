import { expect, test } from '@jest/globals';
import { UploadResourceForm } from '@veza/contracts';
import { lastPart } from './resource-files.service.js';

test.each([
  [200, undefined, undefined, 'whole'],
  [206, 'bytes=0-', 'bytes 0-1999/2000', 'whole'],
  [206, 'bytes=0-1', 'bytes 0-1/2000', undefined],
  [206, 'bytes=0-1023', 'bytes 0-1023/2000', undefined],
  [206, 'bytes=1-', 'bytes 1-1999/2000', 'rest'],
  [206, 'bytes=1024-1999', 'bytes 1024-1999/2000', 'rest'],
  [206, 'bytes=-500', 'bytes 1500-1999/2000', undefined],
  [206, 'bytes=0-1,5-9', undefined, undefined],
  [304, undefined, undefined, undefined],
  [416, 'bytes=9000-', 'bytes */2000', undefined],
] as const)('a response %s to the range %s with %s ends a download: %s', (status, range, contentRange, expected) => {
  expect(lastPart({ status, contentRange }, range)).toBe(expected);
});

test('a form is parsed to the fields of a resource', () => {
  const form = { title: ' Caisse ', category: 'sample', tags: '["drum","été"]', is_public: 'false' };
  expect(UploadResourceForm.parse(form)).toEqual({
    title: 'Caisse',
    description: '',
    category: 'sample',
    tags: ['drum', 'été'],
    isPublic: false,
  });
});

test('an unknown field of a form is ignored', () => {
  const form = { title: 'x', category: 'sample' };
  expect(UploadResourceForm.parse({ ...form, colour: 'red', owner_id: '1' })).toEqual(UploadResourceForm.parse(form));
});

test.each([
  ['category', { title: 'x', category: 'weapon' }],
  ['title', { category: 'sample' }],
  ['tags', { title: 'x', category: 'sample', tags: 'drum' }],
  ['tags', { title: 'x', category: 'sample', tags: '[1]' }],
  ['is_public', { title: 'x', category: 'sample', is_public: 'yes' }],
])('a fault of %s names it', (field, form) => {
  const [issue] = UploadResourceForm.safeParse(form).error?.issues ?? [];
  expect(issue?.path[0]).toBe(field);
});
