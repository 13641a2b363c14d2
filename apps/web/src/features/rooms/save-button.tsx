import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { BookmarkIcon, CheckIcon } from '../../ui/icons.js';

/** Saves a message for the person alone. Its name is then "Saved". */
export function SaveButton({ messageId }: { messageId: number }) {
  const t = useTranslations('rooms.saved');
  const veza = useVeza();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      await veza.saveMessage({ path: { messageId } });
      await queries.invalidateQueries({ queryKey: ['saved-messages'] });
    },
  });
  return (
    <>
      <IconButton label={t(save.isSuccess ? 'done' : 'save')} busy={save.isPending} onClick={() => save.mutate()}>
        {save.isSuccess ? <CheckIcon /> : <BookmarkIcon />}
      </IconButton>
      {save.error && <ErrorNote error={save.error} />}
    </>
  );
}
