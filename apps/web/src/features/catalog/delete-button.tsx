import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';

interface DeleteButtonProps {
  kind: 'products' | 'resources';
  remove(): Promise<unknown>;
}

/** Moves something into the trash without a question: the trash opens, and takes it back with one press. */
export function DeleteButton({ kind, remove }: DeleteButtonProps) {
  const t = useTranslations('catalog.delete');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const go = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await navigate({ to: '/trash' });
      await Promise.all([kind, 'trash'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <div>
      {go.error && <ErrorNote error={go.error} />}
      <Button kind="danger" busy={go.isPending} onClick={() => go.mutate()}>
        {t('submit')}
      </Button>
      <p>{t('text')}</p>
    </div>
  );
}
