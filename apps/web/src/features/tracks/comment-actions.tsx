import { useQueryClient } from '@tanstack/react-query';
import type { Comment, FoundUser, Track } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { ReportThing } from '../../people/report-thing.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { reloadComments } from './use-comments.js';

interface CommentActionsProps {
  track: Track;
  comment: Comment;
  author: FoundUser;
  onReply: (() => void) | undefined;
  onEdit(): void;
}

/** Reply, edit, remove and report, as far as this person may. A stranger has none of them. */
export function CommentActions({ track, comment, author, onReply, onEdit }: CommentActionsProps) {
  const t = useTranslations('comments');
  const veza = useVeza();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const [isRemoving, setRemoving] = useState(false);
  if (!me) return null;
  const { username: name } = author;
  const isOwn = me.id === author.id;
  const mayRemove = isOwn || me.id === track.uploader_id || me.role !== 'user';
  const close = () => setRemoving(false);
  const path = { id: track.id, commentId: comment.id };
  return (
    <Actions>
      {onReply && (
        <Button kind="quiet" aria-label={t('replyTo', { name })} onClick={onReply}>
          {t('reply')}
        </Button>
      )}
      {isOwn && (
        <Button kind="quiet" aria-label={t('editOf', { name })} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
      {mayRemove && (
        <Button kind="quiet" aria-label={t('removeOf', { name })} onClick={() => setRemoving(true)}>
          {t('remove')}
        </Button>
      )}
      <ReportThing
        kind="comment"
        id={comment.id}
        ownerId={author.id}
        title={t('commentOf', { name })}
        label={t('reportOf', { name })}
      />
      {isRemoving && (
        <ConfirmDialog
          title={t('removeTitle')}
          action={t('remove')}
          onConfirm={async () => {
            await veza.removeComment({ path });
            await reloadComments(queries, track.id);
          }}
          onClose={close}
        >
          {t('removeText')}
        </ConfirmDialog>
      )}
    </Actions>
  );
}
