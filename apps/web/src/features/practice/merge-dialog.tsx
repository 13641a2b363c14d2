import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Patient } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { PatientPicker } from './patient-picker.js';
import { PATIENTS, patientKey } from './use-patients.js';
import { CALENDAR, inCabinet } from './use-practice.js';

/** Another entry of the same person becomes part of this one. */
export function MergeDialog({ patient, onClose }: { patient: Patient; onClose(): void }) {
  const t = useTranslations('practice.merge');
  const veza = useVeza();
  const queries = useQueryClient();
  const [duplicate, setDuplicate] = useState<Patient>();
  const { id, cabinetId, firstName, lastName } = patient;
  const merge = useMutation({
    mutationFn: (duplicateId: string) =>
      veza.mergePatient({ path: { id }, body: { duplicateId }, headers: inCabinet(cabinetId) }),
    onSuccess: async () => {
      await Promise.all(
        [PATIENTS, CALENDAR, patientKey(id), ...['contacts', 'audit'].map((of) => [`patient-${of}`, id])].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
      onClose();
    },
  });
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <Form error={merge.error} onSubmit={() => duplicate && merge.mutate(duplicate.id)}>
        <p>{t('text', { name: `${firstName} ${lastName}` })}</p>
        <PatientPicker cabinetId={cabinetId} label={t('search')} chosen={duplicate} without={id} onChoose={setDuplicate} />
        <Button kind="danger" type="submit" busy={merge.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}
