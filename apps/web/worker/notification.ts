/** A push of the API (`PushPayload` of `/openapi.json`). It names people and places, and has no text of a message. */
export interface PushPayload {
  readonly kind:
    | 'mention'
    | 'direct_message'
    | 'booking'
    | 'follow'
    | 'comment'
    | 'reply'
    | 'playlist'
    | 'track_ready'
    | 'track_failed'
    | 'profile_reset';
  readonly id: string;
  readonly at: string;
  readonly path: string;
  readonly author?: { readonly username: string } | null;
  readonly room?: { readonly name: string } | null;
  readonly thing?: { readonly title: string | null };
}

const TEXTS = {
  en: {
    mention: (name: string, room: string) => [`${name} mentions you`, room] as const,
    direct_message: (name: string) => [name, 'New message'] as const,
    booking: () => ['Your appointments', 'An appointment has changed'] as const,
    follow: (name: string) => [name, 'Follows you'] as const,
    comment: (name: string, thing: string) => [`${name} has commented`, thing] as const,
    reply: (name: string, thing: string) => [`${name} has replied to your comment`, thing] as const,
    playlist: (name: string, thing: string) => [`${name} lets you edit a playlist`, thing] as const,
    track_ready: (_: string, thing: string) => ['Your track is ready', thing] as const,
    track_failed: (_: string, thing: string) => ['Your track could not be converted', thing] as const,
    profile_reset: () => ['Your page', 'A moderator has removed a part of it'] as const,
  },
  fr: {
    mention: (name: string, room: string) => [`${name} vous mentionne`, room] as const,
    direct_message: (name: string) => [name, 'Nouveau message'] as const,
    booking: () => ['Vos rendez-vous', 'Un rendez-vous a changé'] as const,
    follow: (name: string) => [name, 'Vous suit'] as const,
    comment: (name: string, thing: string) => [`${name} a commenté`, thing] as const,
    reply: (name: string, thing: string) => [`${name} a répondu à votre commentaire`, thing] as const,
    playlist: (name: string, thing: string) => [`${name} vous laisse modifier une playlist`, thing] as const,
    track_ready: (_: string, thing: string) => ['Votre morceau est prêt', thing] as const,
    track_failed: (_: string, thing: string) => ["Votre morceau n'a pas pu être converti", thing] as const,
    profile_reset: () => ['Votre page', 'La modération en a retiré une partie'] as const,
  },
};

/** The words for a push, in the language of the browser. */
export function notificationOf(
  { kind, author, room, thing }: PushPayload,
  languages: readonly string[],
): readonly [string, string] {
  const texts = TEXTS[languages[0]?.toLowerCase().startsWith('fr') ? 'fr' : 'en'];
  return texts[kind](author?.username ?? '', room?.name ?? thing?.title ?? '');
}
