import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../stack/workspace/paths.mjs';

/** The Prometheus Operator has its own rules, and promtool, which a drill runs. @param {import('./render.mjs').Manifest} manifest */
const isTyped = ({ apiVersion }) => !apiVersion.startsWith('monitoring.coreos.com/');

/**
 * Returns one sentence per violation of the types of Kubernetes 1.33 and Gateway API v1. The compiler holds
 * each document, as a literal, against its type: an unknown field, a missing one, a wrong value or an apiVersion without that
 * kind is an error, as it is to an API server that validates strictly.
 *
 * @param {import('./render.mjs').Manifest[]} manifests @returns {string[]}
 */
export function schemaErrors(manifests) {
  const file = join(ROOT, 'tools/k8s/manifests-as-literals.ts'); // in memory; its place is where packages are looked for from
  const lines = manifests.filter(isTyped).flatMap((manifest, at) => {
    const { apiVersion, kind } = manifest;
    const from = apiVersion.startsWith('gateway.')
      ? `@kubernetes-models/gateway-api/${apiVersion}`
      : `kubernetes-models/${apiVersion}`;
    const type = `import('${from}/${kind}').I${kind}`;
    return [`export const m${at}: ${type} = ${JSON.stringify(manifest)};`];
  });
  /** @type {ts.CompilerOptions} */
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, lines.join('\n'), ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file: where, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300);
    const manifest = where && manifests.filter(isTyped)[where.getLineAndCharacterOfPosition(start).line];
    return manifest ? `${manifest.kind} ${manifest.metadata.name}: ${text}` : text;
  });
}
