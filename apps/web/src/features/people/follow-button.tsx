import type { PublicPerson } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { useFollow } from './use-people.js';

export function FollowButton({ person }: { person: PublicPerson }) {
  const t = useTranslations('people');
  const follow = useFollow(person);
  const { username: name, followed_by_me: isFollowed } = person;
  return (
    <div>
      {follow.error && <ErrorNote error={follow.error} />}
      <Button
        kind={isFollowed ? 'plain' : 'primary'}
        busy={follow.isPending}
        aria-label={t(isFollowed ? 'unfollowName' : 'followName', { name })}
        onClick={() => follow.mutate()}
      >
        {t(isFollowed ? 'unfollow' : 'follow')}
      </Button>
    </div>
  );
}
