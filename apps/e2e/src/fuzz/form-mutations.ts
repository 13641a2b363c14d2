import fc from 'fast-check';
import type { Mutation } from './mutation.js';
import type { Body, Part } from './draft.js';
import { hostileTexts } from './hostile-values.js';

export const invalidateForm: Mutation = (draft) => {
  if (draft.body.kind !== 'form') return undefined;
  const { parts } = draft.body;
  const file = parts.find((part) => part.file !== undefined);
  if (!file) return undefined;
  const texts = parts.filter((part) => part !== file);
  const text = (name: string, value: unknown): Part => ({ name, text: value });
  const ways: Record<string, Body> = {
    'no file': { kind: 'form', parts: texts },
    'two files': { kind: 'form', parts: [...texts, file, file] },
    'no part at all': { kind: 'form', parts: [] },
    'the file under another name': { kind: 'form', parts: [...texts, { ...file, name: 'another' }] },
    'a file without a name': { kind: 'form', parts: [...texts, { ...file, filename: '' }] },
    'an empty file': { kind: 'form', parts: [...texts, { ...file, file: 'empty' }] },
    'a page as a file': { kind: 'form', parts: [...texts, { ...file, file: 'page.html' }] },
    'a program as a file': { kind: 'form', parts: [...texts, { ...file, file: 'program' }] },
    'half a picture': { kind: 'form', parts: [...texts, { ...file, file: 'half.png' }] },
    'half a sound': { kind: 'form', parts: [...texts, { ...file, file: 'half.wav' }] },
    'a strange file name': { kind: 'form', parts: [...texts, { ...file, filename: '../../\u202Ee\u0301\\a<b>.wav' }] },
    'a NUL in the file name': { kind: 'form', parts: [...texts, { ...file, filename: 'a\0b.wav' }] },
    'a long file name': { kind: 'form', parts: [...texts, { ...file, filename: `${'n'.repeat(5_000)}.wav` }] },
    'a field that is too long': { kind: 'form', parts: [...texts, text('title', 'x'.repeat(20_000)), file] },
    'a long field after the file': { kind: 'form', parts: [file, ...texts, text('title', 'x'.repeat(20_000))] },
    'a field with NUL': { kind: 'form', parts: [...texts.slice(1), text(texts[0]?.name ?? 'title', 'a\0b'), file] },
    'a field twice': { kind: 'form', parts: [...texts, ...texts, file] },
    'an unknown field': { kind: 'form', parts: [...texts, text('colour', 'red'), file] },
    'a field __proto__': { kind: 'form', parts: [...texts, text('__proto__', '{"x":1}'), file] },
    'a field without a name': { kind: 'form', parts: [...texts, text('', 'x'), file] },
    'a long field name': { kind: 'form', parts: [...texts, text('n'.repeat(500), 'x'), file] },
    'a hundred fields': { kind: 'form', parts: [...Array.from({ length: 100 }, (_, i) => text(`f${i}`, 'x')), file] },
    'no end': { kind: 'form', parts, end: 'missing' },
    'half of it': { kind: 'form', parts, end: 'cut off' },
  };
  return fc.constantFrom(...Object.entries(ways)).map(([flaw, body]) => ({ ...draft, body, flaw }));
};

export const invalidateFormField: Mutation = (draft) => {
  if (draft.body.kind !== 'form') return undefined;
  const { parts } = draft.body;
  const names = parts.filter((part) => part.file === undefined).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return fc.tuple(fc.constantFrom(...names), hostileTexts).map(([name, text]) => ({
    ...draft,
    body: { kind: 'form', parts: parts.map((part) => (part.name === name ? { name, text } : part)) },
    flaw: `a invalid field ${name}`,
  }));
};

export const invalidateFile: Mutation = (draft) =>
  draft.body.kind !== 'file'
    ? undefined
    : fc
        .constantFrom('empty', 'page.html', 'program', 'text.txt', 'half.png', 'large')
        .map((file) => ({ ...draft, body: { kind: 'file', file }, flaw: `the file ${file}` }));
