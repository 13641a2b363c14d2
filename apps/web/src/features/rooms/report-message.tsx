import { useMutation } from '@tanstack/react-query';
import type { ChatMessage } from '@veza/sdk/chat';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import styles from './person-card.module.css';

const REASONS = ['spam', 'abuse', 'violence', 'illegal', 'other'] as const;

/** The dialogue that reports a message to the moderators of the platform. */
export function ReportMessage({ message, onClose }: { message: ChatMessage; onClose(): void }) {
  const t = useTranslations('rooms.report');
  const chat = useChat();
  const report = useMutation({
    mutationFn: ({ reason, details }: { reason: string; details: string }) => chat.report(message.id, reason, details),
  });
  return (
    <Dialog title={t('title')} onClose={onClose}>
      {report.isSuccess ? (
        <div className={styles.card}>
          <Note>{t('done')}</Note>
          <Button kind="primary" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      ) : (
        <Form
          error={report.error}
          onSubmit={(fields) => report.mutate({ reason: textOf(fields, 'reason'), details: textOf(fields, 'details').trim() })}
        >
          <blockquote className={styles.bio}>
            <strong>{message.username}</strong> {message.content}
          </blockquote>
          <SelectField
            label={t('reason')}
            name="reason"
            options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          />
          <TextAreaField label={t('details')} hint={t('hint')} name="details" maxLength={2_000} />
          <Button kind="primary" type="submit" busy={report.isPending}>
            {t('submit')}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}
