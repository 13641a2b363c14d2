import { getRouteApi, Link } from '@tanstack/react-router';
import type { PublicPerson, Track } from '@veza/sdk';
import { useEffect } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Cover } from '../../player/cover.js';
import { Avatar } from '../../ui/avatar.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { PersonAlbums } from '../../albums/person-albums.js';
import { PersonPlaylists } from '../../playlists/person-playlists.js';
import { PersonActions } from './person-actions.js';
import { ProductsOf, ResourcesOf } from './person-things.js';
import styles from './person.page.module.css';
import { usePerson, useTracksOf } from './use-people.js';

const route = getRouteApi('/shared/people/$name');

/** The page of a person for everyone: words, followers, and everything of the person. */
export function PersonPage() {
  const t = useTranslations('people');
  const { name } = route.useParams();
  const { data, error, isPending, refetch } = usePerson(name);
  useCurrentName(name, data?.username);
  return (
    <Page title={data?.username ?? name}>
      {isPending && <Skeleton label={t('loading')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && <Detail person={data} />}
    </Page>
  );
}

/** An earlier name leads here: the address gets the present one. */
function useCurrentName(name: string, current: string | undefined) {
  const navigate = route.useNavigate();
  const isEarlier = current !== undefined && current.toLowerCase() !== name.toLowerCase();
  useEffect(() => {
    if (isEarlier) void navigate({ to: '/people/$name', params: { name: current }, replace: true });
  }, [navigate, isEarlier, current]);
}

function Detail({ person }: { person: PublicPerson }) {
  const t = useTranslations('people');
  const format = useFormatter();
  const { username: name, first_name, last_name, bio, created_at, followers, following, avatar, banner, links } = person;
  const fullName = [first_name, last_name].filter((part) => part !== '').join(' ');
  return (
    <>
      {banner && <img src={banner.full} alt="" className={styles.banner} />}
      <div className={styles.head}>
        <Avatar name={name} picture={avatar} size="large" />
        <div className={styles.facts}>
          {fullName !== '' && <p className={styles.name}>{fullName}</p>}
          <p className={styles.soft}>{t('since', { date: format.dateTime(new Date(created_at), { dateStyle: 'medium' }) })}</p>
          <p className={styles.counts}>
            <Link to="/people/$name/followers" params={{ name }}>
              {t('followers', { count: followers })}
            </Link>
            <Link to="/people/$name/following" params={{ name }}>
              {t('following', { count: following })}
            </Link>
          </p>
          <PersonActions person={person} />
        </div>
      </div>
      {bio !== '' && <p className={styles.words}>{bio}</p>}
      {links.length > 0 && (
        <ul className={styles.links} aria-label={t('links')}>
          {links.map((link) => (
            <li key={link}>
              <a href={link} rel="me nofollow ugc noopener noreferrer" target="_blank">
                {link.replace(/^https:\/\//, '').replace(/\/$/, '')}
              </a>
            </li>
          ))}
        </ul>
      )}
      <Section title={t('tracks')}>
        <Tracks of={person} />
      </Section>
      <PersonAlbums id={person.id} />
      <PersonPlaylists name={name} />
      <ProductsOf id={person.id} />
      <ResourcesOf id={person.id} />
    </>
  );
}

function Tracks({ of: { id } }: { of: PublicPerson }) {
  const t = useTranslations('people');
  const pages = useTracksOf(id);
  return (
    <>
      <LoadedList
        label={t('tracks')}
        query={pages}
        items={pages.data?.pages.flatMap(({ tracks }) => tracks)}
        none={{ title: t('noTracks') }}
      >
        {(track) => <Line key={track.id} track={track} />}
      </LoadedList>
      <LoadMore pages={pages} />
    </>
  );
}

function Line({ track }: { track: Track }) {
  const t = useTranslations('people');
  const { id, title, artist, play_count } = track;
  const link = (
    <Link to="/tracks/$trackId" params={{ trackId: String(id) }}>
      {title}
    </Link>
  );
  return (
    <Item picture={<Cover track={track} />} title={link}>
      <p className={styles.soft}>
        {artist} · {t('plays', { count: play_count })}
      </p>
    </Item>
  );
}
