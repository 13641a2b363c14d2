import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AddPatientContactBody, Patient, PatientContact } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { inCabinet } from './use-practice.js';

const RELATIONS = ['self', 'guardian'] as const;

/** The people who see, move and cancel the appointments of a patient with their own account. */
export function PatientContacts({ patient: { id, cabinetId } }: { patient: Patient }) {
  const t = useTranslations('practice.contacts');
  const veza = useVeza();
  const queries = useQueryClient();
  const headers = inCabinet(cabinetId);
  const queryKey = ['patient-contacts', id];
  const [removed, setRemoved] = useState<PatientContact>();
  const [added, setAdded] = useState(0);
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await veza.listPatientContacts({ path: { id }, headers, signal })).data.items,
  });
  const add = useMutation({
    mutationFn: async (body: AddPatientContactBody) => (await veza.addPatientContact({ path: { id }, body, headers })).data.items,
    onSuccess: (items) => {
      queries.setQueryData(queryKey, items);
      setAdded(added + 1);
    },
  });
  const fault = useFieldFaults(add.error);
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LoadedList label={t('title')} query={query} items={query.data} none={{ title: t('none') }}>
        {(contact) => (
          <Item
            key={contact.email}
            title={contact.email}
            aside={contact.hasAccount && <Badge kind="good">{t('hasAccount')}</Badge>}
            actions={
              <Button kind="quiet" aria-label={t('removeOf', { email: contact.email })} onClick={() => setRemoved(contact)}>
                {t('remove')}
              </Button>
            }
          >
            <p>
              {t(`relations.${contact.relation}`)} · {t(`proofs.${contact.proof}`)}
            </p>
          </Item>
        )}
      </LoadedList>
      <Form
        key={added}
        error={add.error}
        onSubmit={(form) =>
          add.mutate({
            email: textOf(form, 'email').trim(),
            relation: RELATIONS.find((each) => each === textOf(form, 'relation')) ?? 'self',
          })
        }
      >
        <div className={styles.pair}>
          <TextField
            label={t('email')}
            name="email"
            type="email"
            required
            maxLength={254}
            autoComplete="off"
            fault={fault('email')}
          />
          <SelectField
            label={t('relation')}
            name="relation"
            options={RELATIONS.map((value) => ({ value, label: t(`relations.${value}`) }))}
          />
        </div>
        <div>
          <Button type="submit" busy={add.isPending}>
            {t('add')}
          </Button>
        </div>
      </Form>
      {removed && (
        <ConfirmDialog
          title={t('removeTitle')}
          action={t('remove')}
          onConfirm={async () => {
            await veza.removePatientContact({ path: { id, email: removed.email }, headers });
            await queries.invalidateQueries({ queryKey });
          }}
          onClose={() => setRemoved(undefined)}
        >
          {t('removeText', { email: removed.email })}
        </ConfirmDialog>
      )}
    </Section>
  );
}
