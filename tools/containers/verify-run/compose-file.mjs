import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../stack/workspace/paths.mjs';

/**
 * @typedef {{ image: string, environment?: Record<string, string>, ports?: string[], deploy?: { replicas?: number }, depends_on?: Record<string, { condition: string }>,
 *   stop_grace_period?: string, restart?: string, read_only?: boolean, healthcheck?: object, build?: object, volumes?: string[], profiles?: string[] }} ComposeService
 */

/**
 * docker-compose.yml with its anchors resolved, and with the images of its defaults.
 *
 * @returns {{ services: Record<string, ComposeService>, volumes: Record<string, unknown> }}
 */
export function composeFile() {
  const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  return parse(text.replace(/\$\{\w+_IMAGE:-([^}]+)\}/g, '$1'), { merge: true });
}
