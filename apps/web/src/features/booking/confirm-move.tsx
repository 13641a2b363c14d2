import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PatientAppointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { TakenNote } from '../../calendar/taken-note.js';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { APPOINTMENTS } from './use-own-appointments.js';

/** `practitionerId` where it is another one. */
export interface NewTime {
  startTime: string;
  practitionerId?: string;
}

interface ConfirmMoveProps {
  appointment: PatientAppointment;
  to: NewTime;
  onOther(time: NewTime): void;
  onClose(): void;
}

/** The last step of a move. If the new time is gone, free ones are offered instead. */
export function ConfirmMove({ appointment: { id, cabinet }, to, onOther, onClose }: ConfirmMoveProps) {
  const t = useTranslations('booking.move');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const move = useMutation({
    mutationFn: () => veza.moveOwnAppointment({ path: { id }, body: to }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: APPOINTMENTS });
      await navigate({ to: '/appointments', search: { changed: id, how: 'moved' } });
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['free-times'] }),
  });
  return (
    <Dialog title={t('confirm')} onClose={onClose}>
      <Form onSubmit={() => move.mutate()}>
        {move.error && (
          <TakenNote error={move.error} zone={cabinet.timezone} onChoose={(startTime) => onOther({ ...to, startTime })} />
        )}
        <p>
          <ZonedTime at={to.startTime} zone={cabinet.timezone} />
        </p>
        <Button kind="primary" type="submit" busy={move.isPending}>
          {t('submit')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('keep')}
        </Button>
      </Form>
    </Dialog>
  );
}
