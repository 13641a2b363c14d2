import { useMutation } from '@tanstack/react-query';
import type { ChatMessage } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { IconButton } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { DeleteIcon, EditIcon, FlagIcon, ReplyIcon, SmileIcon, ThreadIcon } from '../../ui/icons.js';
import { EmojiButton } from './emoji-button.js';
import type { LineActions } from './line-actions.js';
import styles from './message-actions.module.css';
import { PinButton } from './pin-button.js';
import { SaveButton } from './save-button.js';

interface MessageActionsProps {
  message: ChatMessage;
  actions: LineActions;
}

const QUICK = ['👍', '❤️', '😂'];

/** What can be done with a message. It is there while the pointer or the focus is on the message. */
export function MessageActions({ message, actions }: MessageActionsProps) {
  const t = useTranslations('rooms');
  const talk = useTranslations('talk');
  const chat = useChat();
  const isMine = message.userId === chat.user?.userId;
  const react = useMutation({ mutationFn: (emoji: string) => chat.react(message, emoji) });
  const remove = useMutation({ mutationFn: () => chat.delete(message.id) });
  return (
    <div
      className={classNames(styles.actions, message.files.length > 0 && styles.aboveFile)}
      role="group"
      aria-label={t('actions')}
    >
      {QUICK.map((emoji) => (
        <IconButton key={emoji} label={t('react', { emoji })} onClick={() => react.mutate(emoji)}>
          <span className={styles.emoji}>{emoji}</span>
        </IconButton>
      ))}
      <EmojiButton label={talk('emoji.more')} icon={<SmileIcon />} onChoose={(emoji) => react.mutate(emoji)} />
      <IconButton label={t('reply')} onClick={() => actions.reply(message)}>
        <ReplyIcon />
      </IconButton>
      {actions.openThread && (
        <IconButton label={talk('thread.open')} onClick={() => actions.openThread?.(message.id)}>
          <ThreadIcon />
        </IconButton>
      )}
      <SaveButton messageId={message.id} />
      {'room' in message.place && <PinButton roomId={message.place.room} messageId={message.id} />}
      {!isMine && (
        <IconButton label={t('report.title')} onClick={() => actions.report(message)}>
          <FlagIcon />
        </IconButton>
      )}
      {isMine && (
        <>
          <IconButton label={t('edit')} onClick={() => actions.edit(message)}>
            <EditIcon />
          </IconButton>
          <IconButton label={t('delete')} busy={remove.isPending} onClick={() => remove.mutate()}>
            <DeleteIcon />
          </IconButton>
        </>
      )}
    </div>
  );
}
