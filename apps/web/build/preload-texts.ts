import type { HtmlTagDescriptor, Plugin } from 'vite';
import { AT_START } from './size-limits.js';

/** Announces the texts in the page, so that they come beside the script and not after it. Which language is needed, only the script knows. */
export function preloadTexts(): Plugin {
  return {
    name: 'veza:preload-texts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {}, path }) =>
        Object.values(bundle)
          .filter((file) => path === '/index.html' && file.type === 'chunk' && AT_START.test(file.facadeModuleId ?? ''))
          .map(({ fileName }): HtmlTagDescriptor => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/app/${fileName}` },
            injectTo: 'head',
          })),
    },
  };
}
