import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App, router } from './app/app.js';
import { textStore } from './i18n/texts.js';
import { installServiceWorker } from './offline/service-worker.js';
import { preferences } from './preferences/preferences.js';
import './ui/tokens.css';
import './ui/elements.css';

const root = document.getElementById('root');
if (!root) throw new Error('No #root');
/** Between the parts of the start, the browser draws and takes input. */
const nextTask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
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
void page.then(installServiceWorker);
