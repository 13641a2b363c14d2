import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { loadTexts } from './i18n/texts.js';
import { preferences } from './preferences/preferences.js';
import './ui/tokens.css';
import './ui/elements.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
const texts = await loadTexts(preferences.get().language);
createRoot(root).render(
  <StrictMode>
    <App texts={texts} />
  </StrictMode>,
);
