import { lazyRouteComponent } from '@tanstack/react-router';
import type { LaterTexts } from '../i18n/later-texts.js';
import { textStore } from '../i18n/texts.js';

/** A page that is loaded with the texts of its feature. */
export function featurePage<Module extends object, Name extends keyof Module>(
  texts: readonly (keyof LaterTexts)[],
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), textStore.need(texts)]);
    return module;
  }, name);
}
