import { useMutation } from '@tanstack/react-query';
import type { ChatMessage, Place } from '@veza/sdk/chat';
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import type { Timeline } from '../../chat/timeline.js';
import { IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CloseIcon, MicrophoneIcon, SendIcon, SmileIcon } from '../../ui/icons.js';
import { ChooseFiles } from './choose-files.js';
import styles from './composer.module.css';
import { EmojiButton } from './emoji-button.js';
import { marked, markOf } from './marking.js';
import { MentionList } from './mention-list.js';
import { UploadList } from './upload-list.js';
import type { ComposerDraft } from './use-draft.js';
import { useMentions } from './use-mentions.js';
import type { useUploads } from './use-uploads.js';

/** With the first recording. */
const VoiceRecorder = lazy(async () => ({ default: (await import('./voice-recorder.js')).VoiceRecorder }));

interface ComposerProps {
  place: Place;
  name: string;
  draft: ComposerDraft;
  files: ReturnType<typeof useUploads>;
  timeline: Timeline;
  onEdit(message: ChatMessage): void;
  onSent(): void;
  /** In a thread: the message to which a new one replies. */
  thread?: number;
}

const LONGEST = 4_000;

/** The field of the next message. Enter sends, Shift and Enter break the line, Control with B, I and E mark, arrow up edits the last own message. */
export function Composer({ place, name, draft, files, timeline, onEdit, onSent, thread }: ComposerProps) {
  const t = useTranslations('rooms.composer');
  const talk = useTranslations('talk');
  const { intent, text } = draft;
  const chat = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const label = thread === undefined ? t('label', { name }) : talk('thread.label');
  const [fault, setFault] = useState<unknown>();
  const [isRecording, setRecording] = useState(false);
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
  const replyTo = intent.kind === 'reply' ? intent.message.id : thread;
  const submit = () => {
    const content = text.trim();
    if (content === '') return;
    try {
      if (intent.kind === 'edit') edit.mutate({ id: intent.message.id, content });
      else chat.send(place, { content, ...(replyTo !== undefined && { replyTo }) });
      if (intent.kind !== 'edit') onSent();
      finish();
    } catch (error) {
      setFault(error); // the queue of unsent messages is full
    }
  };
  const editLast = () => {
    const last = timeline.state().lines.findLast((line) => 'message' in line && line.message.userId === chat.user?.userId);
    if (last && 'message' in last && !last.message.isDeleted) onEdit(last.message);
  };
  /** The caret is there before the next key: a person who types on writes behind it. */
  const writeAt = (next: string, start: number, end = start) => {
    flushSync(() => draft.write(next));
    field.current?.setSelectionRange(start, end);
  };
  const setMark = (mark: string) => {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const next = marked({ text, start: selectionStart, end: selectionEnd }, mark);
    if (next.text.length > LONGEST) return;
    writeAt(next.text, next.start, next.end);
  };
  const insert = (emoji: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const before = text.slice(0, selectionStart) + emoji;
    const next = before + text.slice(selectionEnd);
    field.current?.focus();
    if (next.length <= LONGEST) writeAt(next, before.length);
  };
  const mentions = useMentions({ place, field, text, writeAt });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return;
    const mark = markOf(event);
    if (mark !== undefined) {
      event.preventDefault();
      setMark(mark);
      return;
    }
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
      <UploadList files={files} />
      {isRecording && (
        <Suspense fallback={<div style={{ height: 'calc(var(--tap) + var(--space-5))' }} />}>
          <VoiceRecorder
            onSend={(recording) => files.add([recording], true)}
            onClose={() => {
              setRecording(false);
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
      <MentionList mentions={mentions} />
      <div className={styles.row}>
        {files.accepts && <ChooseFiles onChoose={files.add} />}
        <textarea
          ref={field}
          rows={1}
          className={styles.field}
          aria-label={label}
          placeholder={label}
          aria-describedby={hint}
          value={text}
          maxLength={LONGEST}
          onChange={(event) => {
            draft.write(event.target.value);
            if (intent.kind !== 'edit' && 'room' in place) chat.typing(place.room, event.target.value !== '');
          }}
          onKeyDown={onKeyDown}
          onSelect={mentions.onSelect}
          onPaste={(event) => {
            if (!files.accepts || event.clipboardData.files.length === 0) return;
            event.preventDefault();
            files.add(event.clipboardData.files);
          }}
          onBlur={mentions.close}
          {...mentions.aria}
        />
        <EmojiButton label={talk('emoji.insert')} icon={<SmileIcon />} onChoose={insert} />
        {files.accepts && intent.kind === 'new' && text === '' && !isRecording ? (
          <IconButton label={talk('voice.record')} onClick={() => setRecording(true)}>
            <MicrophoneIcon />
          </IconButton>
        ) : (
          <IconButton type="submit" kind="primary" label={t('send')} disabled={text.trim() === ''}>
            <SendIcon />
          </IconButton>
        )}
      </div>
      <p id={hint} className={styles.hint}>
        {t('formatting')}
      </p>
    </form>
  );
}
