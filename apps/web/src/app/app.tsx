import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { IntlProvider } from 'use-intl';
import { formats } from '../i18n/formats.js';
import { textStore } from '../i18n/texts.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { SessionContext } from '../session/session-context.js';
import { Session } from '../session/session.js';
import { StepUp } from '../step-up/step-up.js';
import { makeQueryClient } from './query-client.js';
import { makeRouter } from './router.js';

const session = new Session(location.origin);
const queries = makeQueryClient(session);
export const router = makeRouter(session);
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Everything around the pages: texts, session, queries, routes. The texts of the first view are loaded already. */
export function App() {
  const { language } = usePreferences();
  const texts = useSyncExternalStore(textStore.subscribe, textStore.current);
  useEffect(() => {
    if (language !== textStore.current().language) void textStore.speak(language);
  }, [language]);
  useEffect(() => session.subscribe(() => void router.invalidate()), []);
  return (
    <IntlProvider locale={texts.language} messages={texts.texts} formats={formats} timeZone={timeZone}>
      <SessionContext value={session}>
        <QueryClientProvider client={queries}>
          <StepUp>
            <RouterProvider router={router} />
          </StepUp>
        </QueryClientProvider>
      </SessionContext>
    </IntlProvider>
  );
}
