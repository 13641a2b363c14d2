import { lazyRouteComponent } from '@tanstack/react-router';
import { textStore } from '../i18n/texts.js';

/** The navigation with the chat, and its texts. Pages of strangers load none of it. */
export const LazyShell = lazyRouteComponent(async () => {
  const [module] = await Promise.all([import('./shell.js'), textStore.need(['rooms'])]);
  return module;
}, 'Shell');
