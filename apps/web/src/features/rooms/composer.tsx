import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import type { Timeline } from '../../chat/timeline.js';
import { IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CloseIcon, SendIcon } from '../../ui/icons.js';
import styles from './composer.module.css';
import type { Draft } from './use-draft.js';

interface ComposerProps {
  roomId: string;
  name: string;
  draft: Draft;
  timeline: Timeline;
}

const LONGEST = 4_000;

/** The field of the next message. Enter sends, Shift and Enter break the line, arrow up edits the last own message. */
export function Composer({ roomId, name, draft, timeline }: ComposerProps) {
  const t = useTranslations('rooms.composer');
  const { intent, text } = draft;
  const chat = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<unknown>();
  const edit = useMutation({
    mutationFn: ({ id, content }: { id: number; content: string }) => chat.edit(id, content),
    onError: (error) => setFault(error),
  });

  useEffect(() => {
    if (intent.kind !== 'new') field.current?.focus();
  }, [intent]);

  const finish = () => {
    draft.clear();
    setFault(undefined);
    field.current?.focus();
  };
  const submit = () => {
    const content = text.trim();
    if (content === '') return;
    try {
      if (intent.kind === 'edit') edit.mutate({ id: intent.message.id, content });
      else chat.send({ room: roomId }, { content, ...(intent.kind === 'reply' && { replyTo: intent.message.id }) });
      finish();
    } catch (error) {
      setFault(error); // the queue of unsent messages is full
    }
  };
  const editLast = () => {
    const last = timeline.state().lines.findLast((line) => 'message' in line && line.message.userId === chat.user?.userId);
    if (last && 'message' in last && !last.message.isDeleted) draft.edit(last.message);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && intent.kind !== 'new') finish();
    else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      editLast();
    }
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {fault !== undefined && <ErrorNote error={fault} />}
      {intent.kind !== 'new' && (
        <div className={styles.intent}>
          <p>
            <strong>{intent.kind === 'reply' ? t('replyTo', { name: intent.message.username }) : t('editing')}</strong>{' '}
            {intent.message.content}
          </p>
          <IconButton label={t('cancel')} onClick={finish}>
            <CloseIcon />
          </IconButton>
        </div>
      )}
      <div className={styles.row}>
        <textarea
          ref={field}
          rows={1}
          className={styles.field}
          aria-label={t('label', { name })}
          placeholder={t('label', { name })}
          value={text}
          maxLength={LONGEST}
          onChange={(event) => {
            draft.write(event.target.value);
            if (intent.kind !== 'edit') chat.typing(roomId, event.target.value !== '');
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton type="submit" kind="primary" label={t('send')} disabled={text.trim() === ''}>
          <SendIcon />
        </IconButton>
      </div>
    </form>
  );
}
