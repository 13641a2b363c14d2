import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { LinkButton } from '../../ui/link-button.js';
import { Part } from './part.js';
import { keyOf, PublicationLine } from './publication-line.js';
import { useLatest } from './use-publications.js';

const SHOWN = 6;

/** What everybody has published. */
export function CommunityPart() {
  const t = useTranslations('home.community');
  const query = useLatest('publications');
  return (
    <Part
      title={t('title')}
      query={query}
      items={query.data?.slice(0, SHOWN)}
      none={
        <>
          <p>{t('none')}</p>
          <LinkButton to="/tracks">{t('upload')}</LinkButton>
        </>
      }
      more={<Link to="/new">{t('all')}</Link>}
    >
      {(publication) => <PublicationLine key={keyOf(publication)} publication={publication} />}
    </Part>
  );
}
