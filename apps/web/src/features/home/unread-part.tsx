import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { shownUnread } from '../../chat/shown-unread.js';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LinkButton } from '../../ui/link-button.js';
import { Part } from './part.js';

interface Unread {
  readonly key: string;
  readonly count: number;
  readonly link: ReactNode;
}

/** Rooms and people with unread messages. The frame of signed-in people counts live under the same keys. */
export function UnreadPart() {
  const t = useTranslations('home.unread');
  const veza = useVeza();
  const rooms = useQuery({
    queryKey: ['rooms'],
    queryFn: async ({ signal }) => (await veza.listRooms({ signal })).data,
  });
  const people = useQuery({
    queryKey: ['conversations'],
    queryFn: async ({ signal }) => (await veza.conversations({ signal })).data,
  });
  const ofPeople = people.data?.map(({ user_id, username, unread_count }): Unread => ({
    key: `person ${user_id}`,
    count: unread_count,
    link: (
      <Link to="/rooms/people/$userId" params={{ userId: user_id }}>
        {username}
      </Link>
    ),
  }));
  const ofRooms = rooms.data
    ?.filter(({ is_member }) => is_member)
    .map((room): Unread => ({
      key: `room ${room.id}`,
      count: shownUnread(room),
      link: (
        <Link to="/rooms/$roomId" params={{ roomId: room.id }}>
          {room.name}
        </Link>
      ),
    }));
  const refetch = () => Promise.all([rooms.refetch(), people.refetch()]);
  return (
    <Part
      title={t('title')}
      query={{ isPending: rooms.isPending || people.isPending, error: rooms.error ?? people.error, refetch }}
      items={ofPeople && ofRooms && [...ofPeople, ...ofRooms].filter(({ count }) => count > 0)}
      none={
        <>
          <p>{t('none')}</p>
          <LinkButton to="/rooms/browse">{t('browse')}</LinkButton>
        </>
      }
      more={<Link to="/rooms">{t('all')}</Link>}
    >
      {({ key, count, link }) => (
        <Item key={key} title={link}>
          <p>{t('count', { count })}</p>
        </Item>
      )}
    </Part>
  );
}
