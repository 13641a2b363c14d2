import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type UserConfig } from 'vite';
import { chunkGroups } from './build/chunk-groups.js';
import { compiledTexts } from './build/compiled-texts.js';
import { emojiList } from './build/emoji-list.js';
import { featurePages } from './build/feature-pages.js';
import { firstViewList } from './build/first-views.js';
import { licences } from './build/licences.js';
import { preloadTexts } from './build/preload-texts.js';
import { precompress } from './build/precompress.js';
import { readsForm } from './build/reads-form.js';
import { publish, PUBLISHED, UNFINISHED } from './build/publish.js';
import { serviceWorker } from './build/service-worker.js';
import { sizeLimits } from './build/size-limits.js';

/** The gateway behind the servers of Vite; the built client is on the gateway's own origin. */
const GATEWAY = process.env.VEZA_GATEWAY ?? 'http://localhost:8080';
const proxy = Object.fromEntries(
  ['/api', '/chat', '/ws', '/media', '/dev'].map((path) => [path, { target: GATEWAY, ws: path === '/ws' }]),
);

/** The policy that the gateway sends with the built client, so that a preview refuses what the gateway refuses. */
async function policyOfGateway(): Promise<Record<string, string>> {
  const { headers } = await fetch(`${GATEWAY}/app/`);
  const policy = headers.get('content-security-policy');
  if (policy === null) throw new Error(`${GATEWAY} has no client and so no policy: start the system before the preview.`);
  return { 'content-security-policy': policy };
}

export default defineConfig(async ({ isPreview }): Promise<UserConfig> => ({
  base: '/app/',
  plugins: [
    react(),
    compiledTexts(),
    readsForm(),
    featurePages(),
    emojiList(),
    sizeLimits(),
    preloadTexts(),
    firstViewList(),
    licences(),
    serviceWorker(),
    precompress(),
    publish(),
  ],
  resolve: {
    conditions: ['@veza/source', ...defaultClientConditions],
    // Its form for browsers reads entities by `innerHTML`.
    alias: { 'decode-named-character-reference': fileURLToPath(import.meta.resolve('decode-named-character-reference')) },
  },
  build: {
    target: 'es2022',
    outDir: isPreview ? PUBLISHED : UNFINISHED,
    // The Content-Security-Policy allows no data: fonts and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', embed: 'embed.html' },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        codeSplitting: { groups: chunkGroups },
      },
    },
  },
  server: { proxy },
  preview: { proxy, headers: isPreview ? await policyOfGateway() : {} },
}));
