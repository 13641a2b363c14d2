import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { loadTexts } from '../i18n/texts.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { SessionContext } from '../session/session-context.js';
import { Session } from '../session/session.js';
import { makeQueryClient } from './query-client.js';
import { makeRouter } from './router.js';

const session = new Session(location.origin);
const queries = makeQueryClient(session);
const router = makeRouter(session);
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Everything around the pages: texts, session, queries, routes. `texts` are those of the first view. */
export function App({ texts: first }: { texts: Awaited<ReturnType<typeof loadTexts>> }) {
  const { language } = usePreferences();
  const [texts, setTexts] = useState(first);
  useEffect(() => {
    void loadTexts(language).then(setTexts);
  }, [language]);
  useEffect(() => session.subscribe(() => void router.invalidate()), []);
  return (
    <IntlProvider locale={texts.language} messages={texts.texts} timeZone={timeZone}>
      <SessionContext value={session}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </SessionContext>
    </IntlProvider>
  );
}
