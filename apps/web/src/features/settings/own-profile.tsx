import type { Profile } from '@veza/sdk';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';

/** Shows what needs the own profile, as soon as it is here. */
export function OwnProfile({ children }: { children(me: Profile): ReactNode }) {
  const t = useTranslations('ui');
  const { data, error, refetch } = useMe();
  if (data) return children(data);
  return error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton label={t('loading')} />;
}
