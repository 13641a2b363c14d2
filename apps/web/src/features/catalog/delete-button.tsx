import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';

interface DeleteButtonProps {
  name: string;
  kind: 'products' | 'resources';
  remove(): Promise<unknown>;
}

/** Moves something into the trash, from where it can be taken back. */
export function DeleteButton({ name, kind, remove }: DeleteButtonProps) {
  const t = useTranslations('catalog.delete');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const go = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      setIsOpen(false);
      await navigate({ to: '/trash' });
      await Promise.all([kind, 'trash'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <div>
      <Button kind="danger" onClick={() => setIsOpen(true)}>
        {t('button')}
      </Button>
      {isOpen && (
        <Dialog title={t('title')} onClose={() => setIsOpen(false)}>
          <Form error={go.error} onSubmit={() => go.mutate()}>
            <p>{t('text', { name })}</p>
            <Button kind="danger" type="submit" busy={go.isPending}>
              {t('submit')}
            </Button>
          </Form>
        </Dialog>
      )}
    </div>
  );
}
