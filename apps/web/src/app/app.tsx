import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { type IntlError, IntlErrorCode, IntlProvider } from 'use-intl';
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

/**
 * Dates without a zone are those of the browser, as is meant: to find out its name at the start takes 10 to 30 ms, which most
 * first views do not need (`OWN_ZONE`).
 */
function report(error: IntlError): void {
  if (error.code !== IntlErrorCode.ENVIRONMENT_FALLBACK) console.error(error);
}

/** Everything around the pages: texts, session, queries, routes. The texts of the first view are loaded already. */
export function App() {
  const { language } = usePreferences();
  const texts = useSyncExternalStore(textStore.subscribe, textStore.current);
  useEffect(() => {
    if (language !== textStore.current().language) void textStore.speak(language);
  }, [language]);
  useEffect(() => session.subscribe(() => void router.invalidate()), []);
  return (
    <IntlProvider locale={texts.language} messages={texts.texts} formats={formats} onError={report}>
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
