// covers: libs/sdk/README.md, libs/sdk/src
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { examplesOf } from './readme.js';

const PACKAGE = join(import.meta.dirname, '..');

/** What the examples have beside what they declare themselves. */
const GIVEN = {
  baseUrl: 'string',
  email: 'string',
  password: 'string',
  file: 'File',
  veza: "import('@veza/sdk').Veza",
  chat: "import('@veza/sdk/chat').Chat",
};

/** The libraries of TypeScript, which are large. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function problemsOf(moduleResolution: ts.ModuleResolutionKind, module: ts.ModuleKind): string[] {
  const files = new Map(
    examplesOf().map((code, i) => {
      const given = Object.entries(GIVEN).filter(([name]) => !new RegExp(`const (\\{ data: )?${name}\\b`).test(code));
      const prelude = given.map(([name, type]) => `declare const ${name}: ${type};`).join(' ');
      return [join(PACKAGE, `test/example-${i}.mts`), `export {}; ${prelude}\n${code}`] as const;
    }),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true, // as strict projects have it
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module,
    moduleResolution,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const code = files.get(name);
    if (code !== undefined) return ts.createSourceFile(name, code, target);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, target, ...rest));
    return parsed.get(name);
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
  return diagnostics.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

test('the examples of the README compile against the published types, as Node and as bundlers resolve them', () => {
  expect(examplesOf().length).toBeGreaterThanOrEqual(5);
  expect(problemsOf(ts.ModuleResolutionKind.NodeNext, ts.ModuleKind.NodeNext)).toEqual([]);
  expect(problemsOf(ts.ModuleResolutionKind.Bundler, ts.ModuleKind.ESNext)).toEqual([]);
});
