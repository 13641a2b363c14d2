import type { TrackNoticeView } from './track-notices.js';
import { TRACK_ERROR_MESSAGES, type TrackError } from './tracks.js';

const FRENCH: Record<TrackError, string> = {
  UNREADABLE:
    'Le fichier ne contient pas de son lisible ; il est peut-être endommagé. Envoyez du WAV, AIFF, MP3, AAC, M4A, FLAC, Ogg, Opus ou WebM.',
  TOO_LONG: 'Le son dépasse la durée permise pour un morceau, ou ce qui reste de la durée totale de vos morceaux.',
  TIMED_OUT: 'La conversion a pris trop de temps et a été arrêtée. Réessayez, ou envoyez le son dans un autre format.',
  CANCELLED: "Un administrateur a annulé la conversion. Contactez l'assistance de la plateforme avant de réessayer.",
  INTERNAL: 'La conversion a échoué à cause du serveur. Réessayez plus tard.',
};

const WORDS = {
  en: {
    ready: 'Your track is ready',
    failed: 'Your track could not be converted',
    canBeHeard: (title: string) => `“${title}” can be played.`,
    because: (title: string, error: TrackError) => `“${title}”: ${TRACK_ERROR_MESSAGES[error]}`,
  },
  fr: {
    ready: 'Votre morceau est prêt',
    failed: "Votre morceau n'a pas pu être converti",
    canBeHeard: (title: string) => `« ${title} » peut être écouté.`,
    because: (title: string, error: TrackError) => `« ${title} » : ${FRENCH[error]}`,
  },
};

/** A notice in words, equal in the list of the gateway and in the frames of the chat. */
export function trackNoticeWords(
  { title, error }: Pick<TrackNoticeView, 'title' | 'error'>,
  language: keyof typeof WORDS,
): { title: string; message: string } {
  const words = WORDS[language];
  if (error === null) return { title: words.ready, message: words.canBeHeard(title) };
  return { title: words.failed, message: words.because(title, error) };
}
