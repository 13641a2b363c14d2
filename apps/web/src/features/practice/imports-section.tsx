import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CalendarImport, type Practitioner, VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import { inCabinet } from './use-practice.js';

/** A calendar is read within seconds. */
const REFRESH_MS = 10_000;

const importsKey = (practitionerId: string) => ['calendar-imports', practitionerId];

/** Calendars elsewhere whose busy times are blocked here, for the practitioner and the managers of the cabinet. */
export function ImportsSection({ practitioner: { id, cabinetId } }: { practitioner: Practitioner }) {
  const t = useTranslations('practice.imports');
  const veza = useVeza();
  const queries = useQueryClient();
  const headers = inCabinet(cabinetId);
  const [added, setAdded] = useState(0);
  const query = useQuery({
    queryKey: importsKey(id),
    queryFn: async ({ signal }) => (await veza.listCalendarImports({ path: { id }, headers, signal })).data.items,
    refetchInterval: ({ state }) => (state.error ? false : REFRESH_MS),
  });
  const add = useMutation({
    mutationFn: (address: string) => veza.addCalendarImport({ path: { id }, body: { address }, headers }),
    onSuccess: async () => {
      setAdded(added + 1);
      await queries.invalidateQueries({ queryKey: importsKey(id) });
    },
  });
  const fault = useFieldFaults(add.error);
  if (query.error instanceof VezaError && query.error.code === 'FORBIDDEN') return null;
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LoadedList label={t('title')} query={query} items={query.data} none={{ title: t('none') }}>
        {(each) => <Import key={each.id} calendar={each} cabinetId={cabinetId} />}
      </LoadedList>
      <Form key={added} error={add.error} onSubmit={(form) => add.mutate(textOf(form, 'address').trim())}>
        <TextField
          label={t('address')}
          hint={t('addressHint')}
          name="address"
          required
          maxLength={2_048}
          autoComplete="off"
          spellCheck={false}
          fault={fault('address')}
        />
        <div>
          <Button type="submit" busy={add.isPending}>
            {t('add')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Import({ calendar, cabinetId }: { calendar: CalendarImport; cabinetId: string }) {
  const t = useTranslations('practice.imports');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const { id: importId, practitionerId, host, busyTimes, lastSuccessAt, lastFailureAt, lastFailure } = calendar;
  const call = { path: { id: practitionerId, importId }, headers: inCabinet(cabinetId) };
  const reload = () => queries.invalidateQueries({ queryKey: importsKey(practitionerId) });
  const refresh = useMutation({ mutationFn: () => veza.refreshCalendarImport(call), onSuccess: reload });
  const isFailing = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt);
  return (
    <Item
      title={host}
      aside={isFailing && <Badge kind="danger">{t('failing')}</Badge>}
      actions={
        <>
          <Button kind="quiet" busy={refresh.isPending} aria-label={t('refreshOf', { host })} onClick={() => refresh.mutate()}>
            {t('refresh')}
          </Button>
          <Button kind="quiet" aria-label={t('removeOf', { host })} onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        </>
      }
    >
      <p>
        {t('busy', { count: busyTimes })}
        {lastSuccessAt !== null &&
          ` · ${t('read', { at: format.dateTime(new Date(lastSuccessAt), { dateStyle: 'medium', timeStyle: 'short' }) })}`}
      </p>
      {isFailing && lastFailure !== null && <p>{t(`failures.${lastFailure}`)}</p>}
      {refresh.error && <ErrorNote error={refresh.error} />}
      {isRemoving && (
        <ConfirmDialog
          title={t('removeTitle')}
          action={t('remove')}
          onConfirm={async () => {
            await veza.removeCalendarImport(call);
            await reload();
          }}
          onClose={() => setRemoving(false)}
        >
          {t('removeText', { host })}
        </ConfirmDialog>
      )}
    </Item>
  );
}
