import { expect, test } from '@jest/globals';
import { UploadResourceForm } from '@veza/contracts';
import { continuesDownload } from './resource-files.service.js';

test.each([
  [undefined, false],
  ['bytes=0-', false],
  ['bytes=0-1023', false],
  ['bytes=1024-', true],
  ['bytes=-500', true],
])('the range %s continues a counted download: %s', (range, expected) => {
  expect(continuesDownload(range)).toBe(expected);
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
