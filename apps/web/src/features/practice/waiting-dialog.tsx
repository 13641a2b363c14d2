import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AddToWaitingListBody, Cabinet, Patient } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { addDays, dateIn } from '../../calendar/dates.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { PatientPicker } from './patient-picker.js';
import { TypeField, treatmentIn, typeIn } from './type-field.js';
import { inCabinet, usePractitioners } from './use-practice.js';
import { useTreatments } from './use-treatments.js';

/** A patient who waits, for example one who calls. */
export function WaitingDialog({ cabinet, onClose }: { cabinet: Cabinet; onClose(): void }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const queries = useQueryClient();
  const { data: team } = usePractitioners(cabinet.id);
  const { data: treatments = [] } = useTreatments(cabinet.id);
  const [patient, setPatient] = useState<Patient>();
  const today = dateIn(cabinet.timezone);
  const add = useMutation({
    mutationFn: (body: AddToWaitingListBody) => veza.addToWaitingList({ body, headers: inCabinet(cabinet.id) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['waiting-list', cabinet.id] });
      onClose();
    },
  });
  const fault = useFieldFaults(add.error);
  return (
    <Dialog title={t('waiting.add')} onClose={onClose}>
      <Form
        error={add.error}
        onSubmit={(form) => {
          if (!patient) return;
          const treatmentId = treatmentIn(form);
          add.mutate({
            ...(treatmentId !== undefined && { treatmentId }),
            patientId: patient.id,
            practitionerId: textOf(form, 'practitioner'),
            type: typeIn(form),
            dateFrom: textOf(form, 'dateFrom'),
            dateTo: textOf(form, 'dateTo'),
          });
        }}
      >
        <PatientPicker cabinetId={cabinet.id} label={t('patients.search')} chosen={patient} onChoose={setPatient} />
        <div className={styles.pair}>
          <TypeField treatments={treatments.filter(({ isArchived }) => !isArchived)} />
          <SelectField
            label={t('practitioner')}
            name="practitioner"
            options={[
              { value: 'any', label: t('waiting.anybody') },
              ...(team ?? []).map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` })),
            ]}
          />
          <TextField
            label={t('absence.from')}
            name="dateFrom"
            type="date"
            required
            min={today}
            defaultValue={today}
            fault={fault('dateFrom')}
          />
          <TextField
            label={t('absence.to')}
            name="dateTo"
            type="date"
            required
            min={today}
            defaultValue={addDays(today, 14)}
            fault={fault('dateTo')}
          />
        </div>
        <Button kind="primary" type="submit" busy={add.isPending}>
          {t('waiting.submit')}
        </Button>
      </Form>
    </Dialog>
  );
}
