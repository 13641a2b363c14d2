import { useMutation } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { ShownOnce } from './shown-once.js';

/** A new secret of a webhook. For a day messages are signed with the earlier one as well. */
export function RotateSecret({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('settings.webhooks');
  const format = useFormatter();
  const veza = useVeza();
  const fresh = useFresh();
  const rotate = useMutation({ mutationFn: async () => (await fresh(() => veza.rotateWebhookSecret({ path: { id } }))).data });
  const until = rotate.data && format.dateTime(new Date(rotate.data.earlier_until), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Dialog title={t('rotate')} onClose={onClose}>
      {rotate.data && until !== undefined ? (
        <ShownOnce text={t('rotated', { until })} secret={rotate.data.secret} copy={t('copy')} onKept={onClose} />
      ) : (
        <Form error={rotate.error} onSubmit={() => rotate.mutate()}>
          <p>{t('rotateText')}</p>
          <Button kind="primary" type="submit" busy={rotate.isPending}>
            {t('rotate')}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}
