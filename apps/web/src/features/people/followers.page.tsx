import { getRouteApi } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Avatar } from '../../ui/avatar.js';
import { BackLink } from '../../ui/back-link.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Page } from '../../ui/page.js';
import { PersonLink } from '../../ui/person-link.js';
import { usePeople } from './use-people.js';

const followersRoute = getRouteApi('/shared/people/$name/followers');
const followingRoute = getRouteApi('/shared/people/$name/following');

export function FollowersPage() {
  return <PeopleList list="followers" name={followersRoute.useParams().name} />;
}

export function FollowingPage() {
  return <PeopleList list="following" name={followingRoute.useParams().name} />;
}

/** Those who follow a person, or whom it follows. */
function PeopleList({ list, name }: { list: 'followers' | 'following'; name: string }) {
  const t = useTranslations('people');
  const pages = usePeople(list, name);
  const title = t(`${list}Of`, { name });
  const back = (
    <BackLink to="/people/$name" params={{ name }}>
      {t('backTo', { name })}
    </BackLink>
  );
  return (
    <Page title={title} width="narrow" back={back}>
      <LoadedList
        label={title}
        query={pages}
        items={pages.data?.pages.flatMap(({ people }) => people)}
        none={{ title: t(`no_${list}`) }}
      >
        {({ id, username, first_name, last_name, avatar }) => (
          <Item key={id} picture={<Avatar name={username} picture={avatar} />} title={<PersonLink name={username} />}>
            <p>{`${first_name} ${last_name}`.trim()}</p>
          </Item>
        )}
      </LoadedList>
      <LoadMore pages={pages} />
    </Page>
  );
}
