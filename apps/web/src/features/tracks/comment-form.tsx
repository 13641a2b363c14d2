import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AddCommentBody, Track } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Form } from '../../ui/form.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { reloadComments } from './use-comments.js';

const LONGEST = 1_000;

/** A new comment, at the second that is heard when the writing begins. */
export function CommentForm({ track }: { track: Track }) {
  const t = useTranslations('comments');
  const player = usePlayer();
  const { current } = usePlayerState();
  const [text, setText] = useState('');
  const [second, setSecond] = useState<number>();
  const [isHere, setHere] = useState(true);
  const send = useSend(track.id, () => setText(''));
  const write = (words: string) => {
    if (text === '') setSecond(current?.track.id === track.id ? Math.floor(player.position()) : undefined);
    setText(words);
  };
  return (
    <Form error={send.error} onSubmit={() => send.mutate({ text, ...(second !== undefined && isHere && { second }) })}>
      <TextAreaField
        label={t('write')}
        rows={2}
        required
        maxLength={LONGEST}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
      {second !== undefined && text !== '' && (
        <CheckField
          label={t('at', { second: clock(second) })}
          checked={isHere}
          onChange={(event) => setHere(event.target.checked)}
        />
      )}
      <Actions>
        <Button kind="primary" type="submit" busy={send.isPending}>
          {t('send')}
        </Button>
      </Actions>
      <p role="status" className="visually-hidden">
        {send.isSuccess && text === '' && t('sent')}
      </p>
    </Form>
  );
}

/** A reply to a comment. */
export function ReplyForm({ track, to, name, onDone }: { track: Track; to: number; name: string; onDone(): void }) {
  const t = useTranslations('comments');
  const [text, setText] = useState('');
  const send = useSend(track.id, onDone);
  return (
    <Form error={send.error} onSubmit={() => send.mutate({ text, reply_to: to })}>
      <TextAreaField
        label={t('replyTo', { name })}
        rows={2}
        required
        autoFocus
        maxLength={LONGEST}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Actions>
        <Button kind="primary" type="submit" busy={send.isPending}>
          {t('reply')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Actions>
    </Form>
  );
}

function useSend(trackId: number, onSent: () => void) {
  const veza = useVeza();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AddCommentBody) => veza.addComment({ path: { id: trackId }, body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async () => {
      await reloadComments(queries, trackId);
      onSent();
    },
  });
}
