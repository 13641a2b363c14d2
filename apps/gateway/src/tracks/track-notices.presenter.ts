import {
  TRACK_ERROR_MESSAGES,
  type TrackError,
  type TrackNoticePage,
  type TrackNoticeView,
  type WireTrackNotice,
  type WireTrackNoticePage,
} from '@veza/contracts';
import type { Language } from '@veza/platform';

const FRENCH: Record<TrackError, string> = {
  UNREADABLE:
    'Le fichier ne contient pas de son lisible ; il est peut-être endommagé. Envoyez du WAV, AIFF, MP3, AAC, M4A, FLAC, Ogg, Opus ou WebM.',
  TOO_LONG: 'Le son dépasse la durée permise pour un morceau, ou ce qui reste de la durée totale de vos morceaux.',
  TIMED_OUT: 'La conversion a pris trop de temps et a été arrêtée. Réessayez, ou envoyez le son dans un autre format.',
  CANCELLED: "Un administrateur a annulé la conversion. Contactez l'assistance de la plateforme avant de réessayer.",
  INTERNAL: 'La conversion a échoué à cause du serveur. Réessayez plus tard.',
};

const WORDS: Record<
  Language,
  { ready: string; failed: string; canBeHeard: (title: string) => string; quoted: (title: string) => string }
> = {
  en: {
    ready: 'Your track is ready',
    failed: 'Your track could not be converted',
    canBeHeard: (title) => `“${title}” can be played.`,
    quoted: (title) => `“${title}”: `,
  },
  fr: {
    ready: 'Votre morceau est prêt',
    failed: "Votre morceau n'a pas pu être converti",
    canBeHeard: (title) => `« ${title} » peut être écouté.`,
    quoted: (title) => `« ${title} » : `,
  },
};

export function wireTrackNotice(
  { id, trackId, title, error, read, createdAt }: TrackNoticeView,
  language: Language,
): WireTrackNotice {
  const words = WORDS[language];
  const reasons = language === 'fr' ? FRENCH : TRACK_ERROR_MESSAGES;
  const texts = error
    ? { type: 'track_failed' as const, title: words.failed, message: words.quoted(title) + reasons[error], error }
    : { type: 'track_ready' as const, title: words.ready, message: words.canBeHeard(title) };
  return { id, ...texts, track_id: trackId, read, created_at: createdAt };
}

export function wireTrackNotices(found: TrackNoticePage, language: Language): WireTrackNoticePage {
  const { items, total, totalIsEstimate, page, limit, nextCursor } = found;
  const notifications = items.map((each) => wireTrackNotice(each, language));
  return { notifications, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
}
