import { expect, test } from '@jest/globals';
import { AppointmentChange, MailLanguage } from '@veza/contracts';
import { noticeText, type NoticeWords } from './notice-words.js';

test('every notice has a text in each language, with the time as it is read there', () => {
  const every: NoticeWords[] = [
    ...[...AppointmentChange.options, 'soon' as const].map((about) => ({ about, start: '2027-03-29T09:30' })),
    { about: 'displaced', count: 3, practitioner: 'Ada Martin' },
    { about: 'left', practitioner: 'Ada Martin' },
  ];
  const shown = MailLanguage.options.map((language) => every.map((words) => noticeText(words, language)));
  for (const texts of shown) expect(new Set(texts.map(({ title }) => title)).size).toBe(every.length);
  const [english = [], french = []] = shown;
  english.forEach((text, i) => expect(french[i]?.title).not.toBe(text.title));
  expect([english[0], french[0]]).toEqual([
    { title: 'New appointment', message: 'On 2027-03-29 at 09:30' },
    { title: 'Nouveau rendez-vous', message: 'Le 29/03/2027 à 09:30' },
  ]);
  expect([english.at(-2)?.message, french.at(-2)?.message]).toEqual([
    '3 during an absence of Ada Martin',
    '3 pendant une absence de Ada Martin',
  ]);
});
