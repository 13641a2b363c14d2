import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useUser } from './use-user.js';

/** The name of a person, with the way to the page about them. 0 is the platform. */
export function UserLink({ id }: { id: number }) {
  const t = useTranslations('admin');
  const { data } = useUser(id);
  if (id === 0) return t('platform');
  return (
    <Link to="/admin/people/$userId" params={{ userId: String(id) }}>
      {data?.username ?? t('number', { id })}
    </Link>
  );
}
