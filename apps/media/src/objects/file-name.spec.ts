import { expect, test } from '@jest/globals';
import { cleanFileName, contentDisposition, safeName, soundName } from './file-name.js';

test.each([
  ['prise.wav', 'prise.wav'],
  ['../../../etc/passwd.png', 'passwd.png'],
  ['C:\\Users\\me\\song.mp3', 'song.mp3'],
  ['Gymnopédie n° 1.flac', 'Gymnopédie n° 1.flac'],
  ['a\u0000b\r\nc.wav', 'abc.wav'],
  ['evil\u202egpj.exe', 'evilgpj.exe'],
  ['quo"te.txt', 'quo"te.txt'],
  ['..', 'file'],
  ['.bashrc', 'bashrc'],
  ['', 'file'],
  [undefined, 'file'],
])('%j becomes %j', (claimed, expected) => {
  expect(cleanFileName(claimed)).toBe(expected);
});

test('a long name is shortened and keeps its extension', () => {
  const name = cleanFileName(`${'é'.repeat(300)}.flac`);
  expect([...name]).toHaveLength(200);
  expect(name.endsWith('é.flac')).toBe(true);
});

test('a disposition escapes the name and encodes other scripts', () => {
  expect(contentDisposition('attachment', 'notice.pdf')).toBe('attachment; filename="notice.pdf"');
  expect(contentDisposition('attachment', 'a"; x="y')).toMatch(/filename="a_; x=_y"/);
  expect(contentDisposition('inline', 'été.wav')).toBe(`inline; filename="_t_.wav"; filename*=UTF-8''%C3%A9t%C3%A9.wav`);
});

test('the download of a file that is named like a page or a program has the extension of its content', () => {
  expect(safeName('a.HTML', 'audio/mpeg')).toBe('a.HTML.mp3');
  expect(safeName('run.exe', 'application/octet-stream')).toBe('run.exe.bin');
  expect(safeName('note.svg', 'text/plain; charset=utf-8')).toBe('note.svg.txt');
  expect(safeName('a.mp3', 'audio/mpeg')).toBe('a.mp3');
  expect(safeName('console.msc', 'text/plain; charset=utf-8')).toBe('console.msc.txt');
  expect(safeName('letter.DOCM', 'application/zip')).toBe('letter.DOCM.zip');
});

test.each([
  ['photo.png', 'application/zip', 'photo.png.zip'],
  ['song.MP3', 'application/pdf', 'song.MP3.pdf'],
  ['notes.txt', 'audio/wav', 'notes.txt.wav'],
  ['data.json', 'application/octet-stream', 'data.json.bin'],
  ['film.mov', 'audio/webm', 'film.mov.webm'],
])('%s with the content of %s is saved as %s', (filename, type, saved) => expect(safeName(filename, type)).toBe(saved));

test.each([
  ['take.AIF', 'audio/aiff'],
  ['take.caf', 'audio/x-caf'],
  ['take.snd', 'audio/basic'],
  ['a.jpeg', 'image/jpeg'],
  ['prices.csv', 'text/plain; charset=utf-8'],
  ['piano.sf2', 'audio/x-sfbk'],
  ['text.docx', 'application/zip'],
  ['README', 'text/plain; charset=utf-8'],
])('%s with the content of %s keeps its name', (filename, type) => expect(safeName(filename, type)).toBe(filename));

test('the upload of a track is saved under artist and title, whatever they contain', () => {
  expect(soundName({ artist: 'AC/DC', title: 'Live\r\n: "1979"' }, 'audio/flac')).toBe('AC_DC - Live "1979".flac');
  expect(soundName({ artist: 'a', title: 'b.exe' }, 'audio/x-unknown')).toBe('a - b.exe.bin');
  expect([...soundName({ artist: 'é'.repeat(200), title: 'x' }, 'audio/mpeg')]).toHaveLength(200);
});
