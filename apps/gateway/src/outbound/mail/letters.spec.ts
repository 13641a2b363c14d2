import { expect, test } from '@jest/globals';
import type { PatientMail } from '@veza/contracts';
import { mailTemplates } from './mail-templates.js';
import { patientCalendar, patientLetter } from './patient-letters.js';

const MAIL: PatientMail = {
  kind: 'rescheduled',
  to: 'rose@example.test',
  language: 'fr',
  cabinet: 'Chez <img src=https://evil.test/x> & "fils"',
  practitioner: "Ada <script>alert('x')</script>",
  start: '2027-03-29T09:30',
  timezone: 'Europe/Paris',
  moveToken: 'move.token',
  cancelToken: 'cancel.token',
  remindToken: 'remind.token',
};

test('the HTML of a mail has the words and links of its text, in the language of the reader', () => {
  const french = patientLetter(MAIL, 'https://app.test');
  expect(french.subject).toBe('Votre rendez-vous est déplacé : lundi 29 mars 2027 à 09:30 (heure de Paris)');
  expect(french.text).toContain('Pour le déplacer :\nhttps://app.test/appointments/move?token=move.token&lang=fr\n');
  expect(french.html).toContain('<html lang="fr">');
  for (const path of ['move?token=move', 'cancel?token=cancel', 'reminders?token=remind'])
    expect(french.html).toContain(`<a href="https://app.test/appointments/${path}.token&amp;lang=fr"`);
  const english = patientLetter({ ...MAIL, language: 'en' }, 'https://app.test');
  expect(english.subject).toBe('Your appointment was moved : Monday, 29 March 2027 at 09:30 (time in Paris)');
  expect(english.html).toMatch(/<html lang="en">[^]*Monday, 29 March 2027/);
});

test('names are escaped in HTML, load nothing from another place and end no header', () => {
  const { html } = patientLetter(MAIL, 'https://app.test');
  expect(html).toContain('Chez &lt;img src=https://evil.test/x&gt; &amp; &quot;fils&quot;');
  expect(html).not.toMatch(/<(img|script|link|style|iframe|form)/);
  expect(mailTemplates.verify('en', 'https://app.test/?token=a', '<b>eve</b>').html).toContain('&lt;b&gt;eve&lt;/b&gt;');
  const injected = patientLetter({ ...MAIL, kind: 'code', code: '123456', cabinet: 'A\r\nBcc: eve@evil.test' }, '');
  expect(injected.subject).toBe('Votre code pour A Bcc: eve@evil.test');
});

test('a mail and its calendar file say where to go, whom to call, and how to move', () => {
  const content = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@veza\r\nEND:VEVENT\r\nEND:VCALENDAR';
  const mail: PatientMail = {
    ...MAIL,
    address: '1 rue de Rivoli, Paris',
    phone: '+33 1 02 03 04 05',
    calendar: { method: 'REQUEST', content },
  };
  expect(patientLetter(mail, 'https://app.test').text).toContain('\n1 rue de Rivoli, Paris\n+33 1 02 03 04 05\n');
  const file = patientCalendar(mail, 'https://app.test')?.content ?? '';
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const unfolded = file.replaceAll('\r\n ', '');
  expect(unfolded).toMatch(/BEGIN:VEVENT\r\nDESCRIPTION:\+33 1 02 03 04 05\\nPour le déplacer : https:/);
  expect(unfolded).toContain('https://app.test/appointments/cancel?token=cancel.token&lang=fr\r\nUID:1@veza');
});
