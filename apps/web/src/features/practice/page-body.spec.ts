import { expect, test } from '@jest/globals';
import { pageBody, slugOf } from './page-body.js';

test('an empty phone is none, a box is on or absent, and reminders are numbers without repetition', () => {
  const form: Record<string, string> = { slug: 'parc', isOpen: 'on', phone: '', changeWindow: '24', reminders: '48, 2,48' };
  expect(pageBody((field) => form[field] ?? '')).toMatchObject({
    ...{ slug: 'parc', isOpen: true, phone: null, address: null, changeWindow: 24, reminders: [48, 2], language: 'fr' },
  });
  expect(pageBody(() => '')).toMatchObject({ isOpen: false, reminders: [], feedNames: 'initials' });
});

test('the address of a page is made of the name of its cabinet', () => {
  expect(["Cabinet de l'Étoile", ' Ça & là ! '].map(slugOf)).toEqual(['cabinet-de-l-etoile', 'ca-la']);
});
