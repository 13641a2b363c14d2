import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { LinkButton } from '../../ui/link-button.js';
import { PersonLink } from '../../ui/person-link.js';
import { Part } from './part.js';
import { keyOf, PublicationLine } from './publication-line.js';
import { useLatest } from './use-publications.js';

const SHOWN = 6;
const SUGGESTED = 5;

/** What followed people have published. What comes while the page is open waits behind a button, so no line moves away from a pointer. */
export function FeedPart() {
  const t = useTranslations('home.feed');
  const query = useLatest('feed');
  const { data } = query;
  const [top, setTop] = useState<string>();
  const latest = data?.[0]?.published_at;
  if (top === undefined && latest !== undefined) setTop(latest);
  const known = data?.filter(({ published_at }) => top === undefined || published_at <= top);
  const fresh = (data?.length ?? 0) - (known?.length ?? 0);
  return (
    <Part
      title={t('title')}
      query={query}
      items={fresh > 0 && known?.length === 0 ? undefined : known?.slice(0, SHOWN)}
      head={
        <div role="status">{fresh > 0 && <Button onClick={() => setTop(latest)}>{t('fresh', { count: fresh })}</Button>}</div>
      }
      none={<Suggestions />}
      more={<Link to="/feed">{t('all')}</Link>}
    >
      {(publication) => <PublicationLine key={keyOf(publication)} publication={publication} />}
    </Part>
  );
}

/** People who have published something lately, for a person who follows none of them. */
function Suggestions() {
  const t = useTranslations('home.feed');
  const { data: me } = useMe();
  const { data = [] } = useLatest('publications');
  const names = [...new Set(data.map(({ person }) => person.username))].filter((name) => name !== me?.username);
  return (
    <>
      <p>{t('none')}</p>
      {names.length > 0 && (
        <ul aria-label={t('people')}>
          {names.slice(0, SUGGESTED).map((name) => (
            <li key={name}>
              <PersonLink name={name} />
            </li>
          ))}
        </ul>
      )}
      <LinkButton to="/tracks">{t('discover')}</LinkButton>
    </>
  );
}
