import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { frenchMessage } from './french-sentences.js';

const ROOT = join(import.meta.dirname, '../../../..');
const FOLDERS = [
  'apps/booking',
  'apps/catalog',
  'apps/chat',
  'apps/community',
  'apps/gateway',
  'apps/media',
  'libs/contracts',
  'libs/database',
];
/** Errors whose sentences are made of other values: names of fields, statuses. French uses the sentence of their code. */
const MADE_OF_VALUES = ["'VALIDATION_FAILED'", "'INVALID_TRANSITION'"];
/** These check the environment, headers and forms of programs, or the commands of an operator, which no service runs. */
const FOR_PROGRAMS = /config\.ts$|accounts\/operator\/|resumable\/|uploads\/read-upload|examples\/|chat\/frames\//;

/** Which argument of a call is a sentence. */
const SENTENCE_OF_CALL: Record<string, number> = {
  invalid: 1,
  malformed: 0,
  refuseConnection: 1,
  requireBelow: 2,
  faultyRow: 2,
  fault: 1,
};
/** Errors whose only argument is a sentence. */
const OF_A_SENTENCE = ['UnreadableFile'];

/** Every sentence in the code that can become the message of an error or of a field, with a number for each placeholder. */
function sentences(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const found: string[] = [];
  const read = (node: ts.Expression | undefined): void => {
    if (node === undefined) return;
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node))
      found.push([node.head, ...node.templateSpans.map((span) => span.literal)].map(({ text }) => text).join('7'));
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(read);
    else if (ts.isIdentifier(node)) read(constants.get(node.text));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && !ts.isIdentifier(node.initializer))
      constants.set(node.name.getText(), node.initializer);
    if (ts.isNewExpression(node) && node.expression.getText() === 'DeclaredError') read(messageOf(node));
    if (ts.isNewExpression(node) && OF_A_SENTENCE.includes(node.expression.getText())) read(node.arguments?.[0]);
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'misfit') read(node.initializer);
    if (ts.isCallExpression(node)) read(node.arguments[SENTENCE_OF_CALL[node.expression.getText()] ?? Infinity]);
    if (ts.isStringLiteralLike(node) && /^(must|is required|either) /.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function messageOf({ arguments: given = [] }: { arguments?: readonly ts.Expression[] }): ts.Expression | undefined {
  const [code, facts] = given;
  if (!code || !facts || !ts.isObjectLiteralExpression(facts) || MADE_OF_VALUES.includes(code.getText())) return undefined;
  for (const property of facts.properties) {
    if (property.name?.getText() !== 'message') continue;
    return ts.isPropertyAssignment(property) ? property.initializer : ts.isIdentifier(property.name) ? property.name : undefined;
  }
  return undefined;
}

test('every sentence that a service puts into an error has its French', () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' }).map((path) => join(ROOT, folder, 'src', path)),
  ).filter((path) => /(?<!\.spec)\.ts$/.test(path) && !FOR_PROGRAMS.test(path));
  const all = files.flatMap(sentences);
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter((sentence) => frenchMessage(sentence) === undefined)).toEqual([]);
});
