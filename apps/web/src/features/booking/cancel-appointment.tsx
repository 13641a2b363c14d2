import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PatientAppointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { APPOINTMENTS } from './use-own-appointments.js';

/** Cancels an own appointment, with a reason for the cabinet if the person wants to give one. */
export function CancelAppointment({ appointment, onClose }: { appointment: PatientAppointment; onClose(): void }) {
  const t = useTranslations('booking.cancel');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { id, startTime, cabinet } = appointment;
  const cancel = useMutation({
    mutationFn: (reason: string) => veza.cancelOwnAppointment({ path: { id }, body: reason === '' ? {} : { reason } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: APPOINTMENTS });
      onClose();
      await navigate({ to: '/appointments', search: { changed: id, how: 'cancelled' }, replace: true });
    },
  });
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <Form error={cancel.error} onSubmit={(form) => cancel.mutate(textOf(form, 'reason').trim())}>
        <p>
          <ZonedTime at={startTime} zone={cabinet.timezone} />
          {`, ${cabinet.name}`}
        </p>
        <TextAreaField label={t('reason')} hint={t('reasonHint')} name="reason" maxLength={500} />
        <Button kind="danger" type="submit" busy={cancel.isPending}>
          {t('submit')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('keep')}
        </Button>
      </Form>
    </Dialog>
  );
}
