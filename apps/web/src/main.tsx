import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App, router } from './app/app.js';
import { textStore } from './i18n/texts.js';
import { preferences } from './preferences/preferences.js';
import './ui/tokens.css';
import './ui/elements.css';

/** In this time the first page draws, and fetches what its parts ask for. */
const AFTER_PAGE_MS = 2_000;

const root = document.getElementById('root');
if (!root) throw new Error('No #root');
/** Between the parts of the start, the browser draws and takes input. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));
const texts = textStore.speak(preferences.get().language);
await nextTask();
const page = router.load(); // beside the texts: the session and the first page
await texts;
await nextTask();
const tree = createRoot(root);
// A transition is rendered in slices, between which the browser takes taps and keys.
startTransition(() =>
  tree.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
/** Later, because the files that the service worker fetches would take processor and line from the first page. */
const install = async () => (await import('./offline/service-worker.js')).installServiceWorker();
void page.then(() => setTimeout(() => void install().catch(() => undefined), AFTER_PAGE_MS));
