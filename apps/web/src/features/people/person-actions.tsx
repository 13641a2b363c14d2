import { useLocation } from '@tanstack/react-router';
import type { PublicPerson } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { BlockButton } from '../../people/block-button.js';
import { type PagePart, ReportPerson } from '../../people/report-person.js';
import { useSignedIn } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { LinkButton } from '../../ui/link-button.js';
import { FollowButton } from './follow-button.js';

/** Follow, write, block, report. A stranger signs in first; the own page leads to the profile. */
export function PersonActions({ person }: { person: PublicPerson }) {
  const t = useTranslations('people');
  const isSignedIn = useSignedIn();
  const { data: me } = useMe();
  const { href } = useLocation();
  const { id, username: name } = person;
  if (!isSignedIn)
    return (
      <Actions>
        <LinkButton to="/sign-in" search={{ next: href }}>
          {t('signInToFollow')}
        </LinkButton>
      </Actions>
    );
  if (me === undefined) return null;
  if (me.id === id)
    return (
      <Actions>
        <LinkButton to="/settings">{t('edit')}</LinkButton>
      </Actions>
    );
  return (
    <Actions>
      <FollowButton person={person} />
      <LinkButton to="/rooms/people/$userId" params={{ userId: id }}>
        {t('write')}
      </LinkButton>
      <BlockButton userId={id} name={name} />
      <ReportPerson userId={id} name={name} parts={partsOf(person)} />
    </Actions>
  );
}

/** What the page has that can be reported by itself. */
function partsOf({ avatar, banner, first_name, last_name, bio, links }: PublicPerson): PagePart[] {
  const has = {
    picture: avatar !== null,
    banner: banner !== null,
    words: first_name + last_name + bio !== '' || links.length > 0,
  };
  return (['picture', 'banner', 'words'] as const).filter((part) => has[part]);
}
