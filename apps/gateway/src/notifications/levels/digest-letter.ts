import type { NoticeKind } from '@veza/contracts';
import { type Letter, letterOf } from '../../outbound/mail/letter.js';

type Language = 'en' | 'fr';

const LINES: Record<Language, Record<NoticeKind, string>> = {
  en: {
    mention: 'Mentions',
    direct_message: 'People with new messages',
    follow: 'New followers',
    comment: 'Comments on your tracks',
    reply: 'Replies to your comments',
    playlist: 'Playlists you may edit',
    track_ready: 'Tracks that are ready',
    track_failed: 'Tracks that failed',
    appointment: 'Appointments that were booked or have changed',
    profile_reset: 'Parts of your page that a moderator has removed',
  },
  fr: {
    mention: 'Mentions',
    direct_message: 'Personnes avec de nouveaux messages',
    follow: 'Nouveaux abonnés',
    comment: 'Commentaires sur vos morceaux',
    reply: 'Réponses à vos commentaires',
    playlist: 'Playlists que vous pouvez modifier',
    track_ready: 'Morceaux prêts',
    track_failed: 'Morceaux en échec',
    appointment: 'Rendez-vous pris ou modifiés',
    profile_reset: 'Parties de votre page retirées par la modération',
  },
};

const WORDS = {
  en: { subject: 'Your unread notifications', list: 'The whole list', settings: 'Choose what is mailed, or nothing' },
  fr: { subject: 'Vos notifications non lues', list: 'La liste entière', settings: 'Choisir ce qui est envoyé, ou rien' },
};

/** Numbers only: a mail is read by others too, and names no person and no thing. */
export function digestLetter(language: Language, counts: ReadonlyMap<NoticeKind, number>, webUrl: string): Letter {
  const { subject, list, settings } = WORDS[language];
  const colon = language === 'fr' ? ' : ' : ': ';
  const lines = [...counts].map(([kind, count]) => `${LINES[language][kind]}${colon}${count}`);
  return letterOf(language, subject, [
    lines.join('\n'),
    { label: list, link: `${webUrl}/notices` },
    { label: settings, link: `${webUrl}/settings/notices` },
  ]);
}
