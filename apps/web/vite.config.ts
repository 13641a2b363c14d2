import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { licences } from './build/licences.js';
import { precacheList } from './build/precache-list.js';
import { precompress } from './build/precompress.js';
import { sizeLimits } from './build/size-limits.js';

/** The gateway behind the servers of Vite; the built client is on the gateway's own origin. */
const GATEWAY = process.env.VEZA_GATEWAY ?? 'http://localhost:8080';
const proxy = Object.fromEntries(
  ['/api', '/chat', '/ws', '/media', '/dev'].map((path) => [path, { target: GATEWAY, ws: path === '/ws' }]),
);

/** The policy of the gateway, so that a preview shows what it would refuse. */
const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:",
  "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'",
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types service-worker",
].join('; ');

export default defineConfig({
  base: '/app/',
  plugins: [react(), sizeLimits(), licences(), precacheList(), precompress()],
  resolve: { conditions: ['@veza/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows no data: fonts and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', 'service-worker': 'worker/service-worker.ts' },
      output: {
        // The address of a service worker never changes.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy },
  preview: { proxy, headers: { 'content-security-policy': POLICY } },
});
