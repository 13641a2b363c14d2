import { getRouteApi } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { Badge } from '../../ui/badge.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AdminFrame } from './admin-frame.js';
import { BansSection } from './bans-section.js';
import { RoleSection } from './role-section.js';
import { SessionsSection } from './sessions-section.js';
import { useUser } from './use-user.js';

const route = getRouteApi('/shared/signed-in/admin/people/$userId');

export function PersonPage() {
  const t = useTranslations('admin');
  const { data } = useUser(Number(route.useParams().userId));
  return (
    <AdminFrame title={data?.username ?? t('pages.people')}>
      <Person />
    </AdminFrame>
  );
}

/** What a moderator sees of a person, and can do. */
function Person() {
  const t = useTranslations('admin.person');
  const format = useFormatter();
  const id = Number(route.useParams().userId);
  const { data: user, error, refetch } = useUser(id);
  const { data: me } = useMe();
  if (!user) return error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton label={t('profile')} />;
  return (
    <>
      <Section title={t('profile')}>
        <p>
          <strong>{`${user.first_name} ${user.last_name}`.trim() || user.username}</strong>{' '}
          <Badge>{t(`roles.${user.role}`)}</Badge>
        </p>
        {user.bio !== '' && <p>{user.bio}</p>}
        <p>{t('since', { date: format.dateTime(new Date(user.created_at), { dateStyle: 'long' }) })}</p>
      </Section>
      {me?.id === id ? (
        <p>{t('self')}</p>
      ) : (
        <>
          <BansSection id={id} />
          <SessionsSection id={id} />
          {me?.role === 'admin' && <RoleSection user={user} />}
        </>
      )}
    </>
  );
}
