import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Patient } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { DownloadIcon } from '../../ui/icons.js';
import { Note } from '../../ui/note.js';
import { saveFile } from '../../ui/save-file.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { PATIENTS } from './use-patients.js';
import { CALENDAR, inCabinet } from './use-practice.js';

/** The rights of a patient: a copy of all data, and their end. */
export function PatientData({ patient }: { patient: Patient }) {
  const t = useTranslations('practice.data');
  const veza = useVeza();
  const [isErasing, setErasing] = useState(false);
  const { id, cabinetId, lastName, firstName } = patient;
  const download = useMutation({
    mutationFn: async () => {
      const { data: response } = await veza.exportPatient({ path: { id }, headers: inCabinet(cabinetId) });
      saveFile(await response.blob(), `${lastName} ${firstName}.zip`);
    },
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {download.error && <ErrorNote error={download.error} />}
      {download.isSuccess && <Note>{t('exported')}</Note>}
      <Actions>
        <Button busy={download.isPending} onClick={() => download.mutate()}>
          <DownloadIcon />
          {t('export')}
        </Button>
        <Button kind="danger" onClick={() => setErasing(true)}>
          {t('erase')}
        </Button>
      </Actions>
      {isErasing && <EraseDialog patient={patient} onClose={() => setErasing(false)} />}
    </Section>
  );
}

/** The last name is typed once more: nothing brings the data back. */
function EraseDialog({ patient: { id, cabinetId, lastName }, onClose }: { patient: Patient; onClose(): void }) {
  const t = useTranslations('practice.data');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOther, setOther] = useState(false);
  const erase = useMutation({
    mutationFn: () => veza.erasePatient({ path: { id }, headers: inCabinet(cabinetId) }),
    onSuccess: async () => {
      await navigate({ to: '/practice/patients', search: { cabinet: cabinetId }, replace: true });
      await Promise.all([PATIENTS, CALENDAR].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  return (
    <Dialog title={t('eraseTitle')} onClose={onClose}>
      <Form
        error={erase.error}
        onSubmit={(form) => {
          const isRight = textOf(form, 'name').trim() === lastName;
          setOther(!isRight);
          if (isRight) erase.mutate();
        }}
      >
        <p>{t('eraseText')}</p>
        <TextField
          label={t('name', { name: lastName })}
          name="name"
          required
          autoComplete="off"
          fault={isOther ? t('otherName') : undefined}
        />
        <Button kind="danger" type="submit" busy={erase.isPending}>
          {t('erase')}
        </Button>
      </Form>
    </Dialog>
  );
}
