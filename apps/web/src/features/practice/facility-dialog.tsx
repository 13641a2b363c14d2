import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateFacilityBody, Facility } from '@veza/sdk';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import { facilitiesKey } from './use-facilities.js';

interface FacilityDialogProps {
  cabinetId: string;
  facility: Facility | undefined;
  /** Those of the others, which are offered. */
  kinds: readonly string[];
  onClose(): void;
}

/** A room or a device: its name and its kind. */
export function FacilityDialog({ cabinetId, facility, kinds, onClose }: FacilityDialogProps) {
  const t = useTranslations('practice.facilities');
  const veza = useVeza();
  const queries = useQueryClient();
  const list = useId();
  const save = useMutation({
    mutationFn: async (body: CreateFacilityBody) => {
      if (facility) await veza.updateFacility({ path: { id: cabinetId, facilityId: facility.id }, body });
      else await veza.createFacility({ path: { id: cabinetId }, body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: facilitiesKey(cabinetId) });
      onClose();
    },
  });
  const fault = useFieldFaults(save.error);
  const suggested = new Set([...kinds, t('room'), t('device')]);
  return (
    <Dialog title={facility?.name ?? t('add')} onClose={onClose}>
      <Form
        error={save.error}
        onSubmit={(form) => save.mutate({ name: textOf(form, 'name').trim(), kind: textOf(form, 'kind').trim() })}
      >
        <TextField label={t('name')} name="name" required maxLength={100} defaultValue={facility?.name} fault={fault('name')} />
        <TextField
          label={t('kind')}
          hint={t('kindHint')}
          name="kind"
          required
          maxLength={40}
          list={list}
          defaultValue={facility?.kind ?? t('room')}
          fault={fault('kind')}
        />
        <datalist id={list}>
          {[...suggested].map((kind) => (
            <option key={kind} value={kind} />
          ))}
        </datalist>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Dialog>
  );
}
