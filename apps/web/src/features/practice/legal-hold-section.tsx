import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Patient, type PlaceLegalHoldBody, VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Section } from '../../ui/section.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import { useAccountName } from './use-account-name.js';
import { inCabinet } from './use-practice.js';

const holdKey = (patientId: string) => ['legal-hold', patientId];

/** Whether data of a patient must be kept, for the managers of the cabinet. The API refuses it to others, who see nothing. */
export function LegalHoldSection({ patient }: { patient: Patient }) {
  const t = useTranslations('practice.hold');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const accountName = useAccountName(patient.cabinetId);
  const [dialog, setDialog] = useState<'place' | 'lift'>();
  const { id, cabinetId } = patient;
  const { data, error, refetch } = useQuery({
    queryKey: holdKey(id),
    queryFn: async ({ signal }) => (await veza.getLegalHold({ path: { id }, headers: inCabinet(cabinetId), signal })).data,
  });
  if (error instanceof VezaError && error.code === 'FORBIDDEN') return null;
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && !data.isHeld && <p>{t('none')}</p>}
      {data?.isHeld && (
        <>
          <p>{data.reason}</p>
          <p>
            {t('since', {
              by: data.userId === null ? '' : accountName(data.userId),
              since: data.since === null ? '' : day(data.since),
            })}{' '}
            {data.until === null ? t('open') : t('until', { until: day(data.until) })}
          </p>
        </>
      )}
      {data && data.erasureRequestedAt !== null && <p>{t('erasure', { at: day(data.erasureRequestedAt) })}</p>}
      <Actions>
        <Button onClick={() => setDialog('place')}>{t(data?.isHeld ? 'replace' : 'place')}</Button>
        {data?.isHeld && (
          <Button kind="danger" onClick={() => setDialog('lift')}>
            {t('lift')}
          </Button>
        )}
      </Actions>
      {dialog === 'place' && <PlaceDialog patient={patient} onClose={() => setDialog(undefined)} />}
      {dialog === 'lift' && (
        <ConfirmDialog
          title={t('liftTitle')}
          action={t('lift')}
          onConfirm={async () => {
            await veza.liftLegalHold({ path: { id }, headers: inCabinet(cabinetId) });
            await queries.invalidateQueries({ queryKey: holdKey(id) });
          }}
          onClose={() => setDialog(undefined)}
        >
          {t('liftText')}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function PlaceDialog({ patient: { id, cabinetId }, onClose }: { patient: Patient; onClose(): void }) {
  const t = useTranslations('practice.hold');
  const veza = useVeza();
  const queries = useQueryClient();
  const place = useMutation({
    mutationFn: (body: PlaceLegalHoldBody) => veza.placeLegalHold({ path: { id }, body, headers: inCabinet(cabinetId) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: holdKey(id) });
      onClose();
    },
  });
  const fault = useFieldFaults(place.error);
  return (
    <Dialog title={t('place')} onClose={onClose}>
      <Form
        error={place.error}
        onSubmit={(form) => {
          const until = textOf(form, 'until');
          place.mutate({
            reason: textOf(form, 'reason').trim(),
            ...(until !== '' && { until: new Date(`${until}T23:59:00`).toISOString() }),
          });
        }}
      >
        <TextAreaField label={t('reason')} name="reason" required maxLength={500} fault={fault('reason')} />
        <TextField label={t('end')} hint={t('endHint')} name="until" type="date" fault={fault('until')} />
        <Button kind="primary" type="submit" busy={place.isPending}>
          {t('place')}
        </Button>
      </Form>
    </Dialog>
  );
}
