import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AppointmentTypeLength } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { isSameNeed, NeedField, needIn } from './need-field.js';
import styles from './types-form.module.css';
import { useFacilities } from './use-facilities.js';

const SIZES = [
  { name: 'duration', min: 5, max: 720 },
  { name: 'buffer', min: 0, max: 240 },
] as const;

/** Length and buffer of each type of appointments; an empty field leaves it to the booking and the practitioner. */
export function TypesForm({ cabinetId }: { cabinetId: string }) {
  const t = useTranslations('practice.settings');
  const types = useTranslations('booking.types');
  const veza = useVeza();
  const queries = useQueryClient();
  const queryKey = ['appointment-types', cabinetId];
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await veza.listAppointmentTypes({ path: { id: cabinetId }, signal })).data.items,
  });
  const { data: facilities } = useFacilities(cabinetId);
  const save = useMutation({
    mutationFn: async (changed: readonly AppointmentTypeLength[]) => {
      for (const { type, ...body } of changed) await veza.updateAppointmentType({ path: { id: cabinetId, type }, body });
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const changedIn = (form: FormData) =>
    (data ?? []).flatMap((before) => {
      const minutes = (name: 'duration' | 'buffer') => {
        const text = textOf(form, `${before.type} ${name}`);
        return text === '' ? null : Number(text);
      };
      const needs = facilities?.length ? needIn(form, `${before.type} needs`) : (before.needs ?? null);
      const after = { type: before.type, duration: minutes('duration'), buffer: minutes('buffer'), needs };
      const isSame = after.duration === before.duration && after.buffer === before.buffer && isSameNeed(needs, before.needs);
      return isSame ? [] : [after];
    });
  return (
    <Section title={t('types')} hint={t('typesHint')}>
      {isPending && <Skeleton label={t('types')} lines={4} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && (
        <Form key={facilities ? 'whole' : 'lengths'} error={save.error} onSubmit={(form) => save.mutate(changedIn(form))}>
          {save.isSuccess && <Note>{t('saved')}</Note>}
          {data.map(({ type, ...values }) => (
            <fieldset key={type} className={styles.type}>
              <legend className={styles.name}>{types(type)}</legend>
              {SIZES.map(({ name, ...limits }) => (
                <TextField
                  key={name}
                  {...limits}
                  label={t(name)}
                  name={`${type} ${name}`}
                  type="number"
                  defaultValue={values[name] ?? ''}
                />
              ))}
              {facilities && facilities.length > 0 && (
                <NeedField facilities={facilities} need={values.needs} name={`${type} needs`} />
              )}
            </fieldset>
          ))}
          <div>
            <Button kind="primary" type="submit" busy={save.isPending}>
              {t('saveTypes')}
            </Button>
          </div>
        </Form>
      )}
    </Section>
  );
}
