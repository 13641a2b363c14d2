/** A push of the API (`PushPayload` of `/openapi.json`). It names people and places, and has no text of a message. */
export interface PushPayload {
  readonly kind: 'mention' | 'direct_message' | 'booking';
  readonly id: string;
  readonly at: string;
  readonly path: string;
  readonly author?: { readonly username: string };
  readonly room?: { readonly name: string } | null;
}

const TEXTS = {
  en: {
    mention: (name: string, room: string) => [`${name} mentions you`, room] as const,
    direct_message: (name: string) => [name, 'New message'] as const,
    booking: () => ['Your appointments', 'An appointment has changed'] as const,
  },
  fr: {
    mention: (name: string, room: string) => [`${name} vous mentionne`, room] as const,
    direct_message: (name: string) => [name, 'Nouveau message'] as const,
    booking: () => ['Vos rendez-vous', 'Un rendez-vous a changé'] as const,
  },
};

/** The words for a push, in the language of the browser. */
export function notificationOf({ kind, author, room }: PushPayload, languages: readonly string[]): readonly [string, string] {
  const texts = TEXTS[languages[0]?.toLowerCase().startsWith('fr') ? 'fr' : 'en'];
  return texts[kind](author?.username ?? '', room?.name ?? '');
}
