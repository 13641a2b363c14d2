import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Comment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { reloadComments } from './use-comments.js';

/** The text of an own comment, to change. */
export function EditComment({ comment, name, onDone }: { comment: Comment; name: string; onDone(): void }) {
  const t = useTranslations('comments');
  const veza = useVeza();
  const queries = useQueryClient();
  const { id: commentId, track_id: id, text } = comment;
  const save = useMutation({
    mutationFn: (words: string) => veza.editComment({ path: { id, commentId }, body: { text: words } }),
    onSuccess: async () => {
      await reloadComments(queries, id);
      onDone();
    },
  });
  return (
    <Form error={save.error} onSubmit={(fields) => save.mutate(textOf(fields, 'text'))}>
      <TextAreaField
        label={t('editOf', { name })}
        name="text"
        rows={2}
        required
        autoFocus
        maxLength={1_000}
        defaultValue={text ?? ''}
      />
      <Actions>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Actions>
    </Form>
  );
}
