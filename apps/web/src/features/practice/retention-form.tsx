import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RetentionPolicy } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { RetentionCounts } from './retention-counts.js';

const TERMS = [
  { name: 'recordsYears', min: 10, max: 50 },
  { name: 'patientsMonths', min: 3, max: 120 },
  { name: 'auditMonths', min: 6, max: 240 },
  { name: 'visitsDays', min: 1, max: 365 },
  { name: 'mailsDays', min: 1, max: 30 },
] as const;

/** How long the cabinet keeps what, and what the stored terms would erase now. */
export function RetentionForm({ cabinetId: id }: { cabinetId: string }) {
  const t = useTranslations('practice.retention');
  const veza = useVeza();
  const queries = useQueryClient();
  const queryKey = ['retention', id];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await veza.getRetentionPolicy({ path: { id }, signal })).data,
  });
  const save = useMutation({
    mutationFn: async (body: RetentionPolicy) => (await veza.updateRetentionPolicy({ path: { id }, body })).data,
    onSuccess: async (saved) => {
      queries.setQueryData(queryKey, saved);
      await queries.invalidateQueries({ queryKey });
    },
  });
  const fault = useFieldFaults(save.error);
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('title')} lines={4} />}
      {data && (
        <Form
          error={save.error}
          onSubmit={(form) => {
            const term = (name: (typeof TERMS)[number]['name']) => Number(textOf(form, name));
            save.mutate({
              recordsYears: term('recordsYears'),
              patientsMonths: term('patientsMonths'),
              auditMonths: term('auditMonths'),
              visitsDays: term('visitsDays'),
              mailsDays: term('mailsDays'),
            });
          }}
        >
          {save.isSuccess && <Note>{t('saved')}</Note>}
          <div className={styles.pair}>
            {TERMS.map(({ name, ...limits }) => (
              <TextField
                key={name}
                {...limits}
                label={t(name)}
                name={name}
                type="number"
                required
                defaultValue={data[name]}
                fault={fault(name)}
              />
            ))}
          </div>
          <div>
            <Button kind="primary" type="submit" busy={save.isPending}>
              {t('save')}
            </Button>
          </div>
        </Form>
      )}
      {data && <RetentionCounts cabinetId={id} />}
    </Section>
  );
}
