import { Link } from '@tanstack/react-router';
import type { Report } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import styles from './report-card.module.css';
import { UserLink } from './user-link.js';

export type Thing = NonNullable<Report['thing']>;

/** What was reported, as it was then, and the way to what it is now. */
export function ReportedThing({ thing, userId }: { thing: Thing; userId: number }) {
  const t = useTranslations('admin.reports');
  const { kind, title, text } = thing;
  return (
    <>
      <p className={styles.named}>
        {t.rich(`things.${kind}`, { title, user: () => <UserLink id={userId} /> })} · <ThingLink thing={thing} />
      </p>
      {isPicture(kind) && <img className={styles.picture} src={text} alt={t('words')} />}
      {text !== '' && !isPicture(kind) && (
        <blockquote className={styles.words} aria-label={t('words')}>
          {text}
        </blockquote>
      )}
    </>
  );
}

/** Its text is the address that it had. A picture that was replaced meanwhile is gone. */
const isPicture = (kind: Thing['kind']): boolean => kind === 'picture' || kind === 'banner';

function ThingLink({ thing: { kind, id, title, track_id } }: { thing: Thing }) {
  const shared = { children: useTranslations('admin.reports')('open') };
  const own = String(id);
  switch (kind) {
    case 'comment':
      return <Link {...shared} to="/tracks/$trackId" params={{ trackId: String(track_id) }} hash={`comment-${own}`} />;
    case 'track':
      return <Link {...shared} to="/tracks/$trackId" params={{ trackId: own }} />;
    case 'album':
      return <Link {...shared} to="/albums/$albumId" params={{ albumId: own }} />;
    case 'playlist':
      return <Link {...shared} to="/playlists/$playlistId" params={{ playlistId: own }} />;
    case 'product':
      return <Link {...shared} to="/products/$productId" params={{ productId: own }} />;
    case 'resource':
      return <Link {...shared} to="/resources/$resourceId" params={{ resourceId: own }} />;
    case 'picture':
    case 'banner':
    case 'words':
      return <Link {...shared} to="/people/$name" params={{ name: title }} />;
  }
}
