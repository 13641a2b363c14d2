import { VezaError } from '@veza/sdk';
import { ChatError } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import type { Texts } from '../i18n/texts.js';
import { LostConnection } from '../session/lost-connection.js';

export interface FaultText {
  text: string;
  /** Id of the request in the logs of the services. */
  requestId?: string | undefined;
  /** Sentences by field, in the spelling of the API. */
  fields: Readonly<Record<string, string>>;
}

/** The API has a sentence of its own for most conflicts. These two say less than the client does. */
const GENERAL_CONFLICT: readonly string[] = [
  'The request conflicts with the current state of the resource',
  "La requête est en conflit avec l'état actuel de la ressource",
];

type Known = keyof Texts['errors'] & string;

/**
 * Turns a thrown value into a sentence: by its code where the client has words for it, otherwise the sentence of the API,
 * which is in the language of the request.
 */
export function useFaultText(): (error: unknown) => FaultText {
  const t = useTranslations('errors');
  const isKnown = (code: string): code is Known => t.has(code as Known);
  return (error) => {
    if (error instanceof ChatError && error.code === 'BANNED') return { text: t('BANNED_IN_ROOM'), fields: {} }; // or muted
    if (error instanceof ChatError && isKnown(error.code)) return { text: t(error.code), fields: {} };
    if (!(error instanceof VezaError)) return { text: t(error instanceof LostConnection ? 'OFFLINE' : 'UNEXPECTED'), fields: {} };
    const { code, requestId, retryAfter, details, body } = error;
    const fields = Object.fromEntries(details.map(({ field, message }) => [field, message]));
    const sentence = () => {
      if (code === 'RATE_LIMITED' && retryAfter !== undefined) return t('RATE_LIMITED_UNTIL', { seconds: retryAfter });
      if (code === 'CONFLICT' && body && !GENERAL_CONFLICT.includes(body.message)) return body.message;
      return isKnown(code) ? t(code) : (body?.message ?? t('UNEXPECTED'));
    };
    return { text: sentence(), requestId, fields };
  };
}
