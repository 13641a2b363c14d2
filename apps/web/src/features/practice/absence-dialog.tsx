import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CreateAbsenceBody, VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import styles from './dialogs.module.css';
import { CALENDAR, inCabinet, type Range } from './use-practice.js';

/** A new absence. Over appointments it needs a second decision: their patients get a mail with other times. */
export function AbsenceDialog({ range, onClose }: { range: Range; onClose(): void }) {
  const t = useTranslations('practice.absence');
  const veza = useVeza();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: CreateAbsenceBody) =>
      veza.createAbsence({ path: { id: range.practitionerId }, body, headers: inCabinet(range.cabinetId) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: CALENDAR });
      onClose();
    },
  });
  const asked = create.variables;
  const isTaken = create.error instanceof VezaError && create.error.code === 'SLOT_TAKEN';
  return (
    <Dialog title={t('new')} onClose={onClose}>
      <Form
        error={create.error}
        onward={
          isTaken &&
          asked && (
            <>
              <p>{t('overrides')}</p>
              <Button kind="danger" onClick={() => create.mutate({ ...asked, overrides: true })}>
                {t('override')}
              </Button>
            </>
          )
        }
        onSubmit={(form) => {
          const reason = textOf(form, 'reason').trim();
          create.mutate({
            startTime: `${textOf(form, 'from')}:00`,
            endTime: `${textOf(form, 'to')}:00`,
            ...(reason !== '' && { reason }),
          });
        }}
      >
        <div className={styles.pair}>
          <TextField label={t('from')} name="from" type="datetime-local" required defaultValue={`${range.dateFrom}T09:00`} />
          <TextField label={t('to')} name="to" type="datetime-local" required defaultValue={`${range.dateFrom}T18:00`} />
        </div>
        <TextField label={t('reason')} name="reason" maxLength={500} autoComplete="off" />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}
