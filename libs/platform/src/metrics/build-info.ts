import type { Metrics } from './metrics.js';

/** Replaced by the bundler (tools/build/build-facts.mjs); not defined where sources run, as in specs. */
declare const VEZA_BUILD: { readonly version: string; readonly commit: string };

export function measureBuild(metrics: Metrics): void {
  const { version, commit } = typeof VEZA_BUILD === 'undefined' ? { version: 'sources', commit: 'unknown' } : VEZA_BUILD;
  const info = metrics.gauge('veza_build_info', 'Always 1; the labels are those of the build', ['version', 'commit']);
  info.set({ version, commit }, 1);
}
