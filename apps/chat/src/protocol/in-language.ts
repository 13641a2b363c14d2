import { errorIn, frenchMessage, type Language } from '@veza/platform';
import type { OutgoingEvent } from './outgoing.types.js';

/** An event whose sentences are in the language of its client. Services write English. */
export function inLanguage(event: OutgoingEvent, language: Language): OutgoingEvent {
  if (language === 'en') return event;
  if (event.kind === 'refused') return { ...event, message: frenchMessage(event.message) ?? event.message };
  if (event.kind === 'fault') return { ...event, language, error: errorIn(language, event.error) };
  return event;
}
