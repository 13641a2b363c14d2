import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CreateAbsenceBody, type Practitioner, VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import styles from './dialogs.module.css';
import { PractitionerField } from './practitioner-field.js';
import { CALENDAR, inCabinet } from './use-practice.js';

interface AbsenceDialogProps {
  cabinetId: string;
  team: readonly Practitioner[];
  /** What the form begins with. */
  practitionerId: string;
  date: string;
  onClose(): void;
}

/** A new absence. Over appointments it needs a second decision: their patients get a mail with other times. */
export function AbsenceDialog({ cabinetId, team, practitionerId, date, onClose }: AbsenceDialogProps) {
  const t = useTranslations('practice.absence');
  const [away, setAway] = useState(practitionerId);
  const veza = useVeza();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: CreateAbsenceBody) => veza.createAbsence({ path: { id: away }, body, headers: inCabinet(cabinetId) }),
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
        {team.length > 1 && <PractitionerField team={team} value={away} onChange={setAway} />}
        <div className={styles.pair}>
          <TextField label={t('from')} name="from" type="datetime-local" required defaultValue={`${date}T09:00`} />
          <TextField label={t('to')} name="to" type="datetime-local" required defaultValue={`${date}T18:00`} />
        </div>
        <TextField label={t('reason')} name="reason" maxLength={500} autoComplete="off" />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}
