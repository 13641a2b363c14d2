import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Notice } from '@veza/sdk';
import { type ReactNode, useId } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { reloadNotices } from '../../notices/use-notices.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Item } from '../../ui/item-list.js';

/** A notice as a sentence that leads to its thing. To go there is to read it. */
export function NoticeLine({ notice }: { notice: Notice }) {
  const t = useTranslations('notices');
  const format = useFormatter();
  const now = useNow();
  const id = useId();
  const veza = useVeza();
  const queries = useQueryClient();
  const read = useMutation({
    mutationFn: () => veza.readNotice({ path: { id: notice.id } }),
    onSettled: () => reloadNotices(queries),
  });
  const { kind, actor, thing, detail, read: isRead, created_at } = notice;
  const sentence = t(`kinds.${kind}`, { name: actor?.username ?? '', thing: thing.title ?? '', detail: detail ?? '' });
  return (
    <Item
      title={
        <span id={id}>
          <NoticeLink notice={notice} onOpen={isRead ? undefined : () => read.mutate()}>
            {sentence}
          </NoticeLink>
        </span>
      }
      aside={!isRead && <Badge>{t('unread')}</Badge>}
      {...(!isRead && {
        actions: (
          <Button kind="quiet" busy={read.isPending} aria-describedby={id} onClick={() => read.mutate()}>
            {t('read')}
          </Button>
        ),
      })}
    >
      <p>
        <time dateTime={created_at}>{format.relativeTime(new Date(created_at), now)}</time>
      </p>
    </Item>
  );
}

interface NoticeLinkProps {
  notice: Notice;
  onOpen: (() => void) | undefined;
  children: ReactNode;
}

function NoticeLink({ notice: { kind, actor, thing, part_id }, onOpen, children }: NoticeLinkProps) {
  const shared = { onClick: onOpen, children };
  switch (thing.kind) {
    case 'room':
      return <Link {...shared} to="/rooms/$roomId" params={{ roomId: thing.id }} search={{ at: Number(part_id) }} />;
    case 'track':
      return <Link {...shared} to="/tracks/$trackId" params={{ trackId: thing.id }} />;
    case 'playlist':
      return <Link {...shared} to="/playlists/$playlistId" params={{ playlistId: thing.id }} />;
    case 'appointment':
      return <Link {...shared} to="/appointments" />;
    case 'person':
      if (kind === 'profile_reset') return <Link {...shared} to="/settings" />;
      return kind === 'follow' && actor ? (
        <Link {...shared} to="/people/$name" params={{ name: actor.username }} />
      ) : (
        <Link {...shared} to="/rooms/people/$userId" params={{ userId: Number(thing.id) }} />
      );
  }
}
