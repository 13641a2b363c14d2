import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Cabinet, WaitingEntry } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { noonOf } from '../../calendar/dates.js';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PeopleIcon, PlusIcon } from '../../ui/icons.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { PracticeFrame } from './practice-frame.js';
import type { CabinetSearch } from './search.js';
import { inCabinet, usePractitioners } from './use-practice.js';
import { WaitingDialog } from './waiting-dialog.js';

const route = getRouteApi('/shared/signed-in/practice/waiting');
/** A time is offered within seconds after it became free. */
const REFRESH_MS = 10_000;

/** Who waits for a time, in order, and which times are offered. */
export function WaitingPage() {
  const t = useTranslations('practice.waiting');
  const { cabinet: chosen }: CabinetSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen} width="narrow">
      {(cabinet) => <WaitingList cabinet={cabinet} />}
    </PracticeFrame>
  );
}

function WaitingList({ cabinet }: { cabinet: Cabinet }) {
  const t = useTranslations('practice.waiting');
  const veza = useVeza();
  const [isNew, setIsNew] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['waiting-list', cabinet.id],
    queryFn: async ({ signal }) => (await veza.listWaitingList({ headers: inCabinet(cabinet.id), signal })).data.items,
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <div>
        <Button kind="primary" onClick={() => setIsNew(true)}>
          <PlusIcon />
          {t('add')}
        </Button>
      </div>
      {isPending && <Skeleton label={t('loading')} lines={4} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={<PeopleIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Section title={t('list')} hint={t('hint')}>
          <ItemList label={t('list')}>
            {data.map((entry) => (
              <Entry key={entry.id} cabinet={cabinet} entry={entry} />
            ))}
          </ItemList>
        </Section>
      )}
      {isNew && <WaitingDialog cabinet={cabinet} onClose={() => setIsNew(false)} />}
    </>
  );
}

function Entry({ cabinet, entry }: { cabinet: Cabinet; entry: WaitingEntry }) {
  const t = useTranslations('practice.waiting');
  const booking = useTranslations('booking');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const { data: team } = usePractitioners(cabinet.id);
  const [isRemoving, setIsRemoving] = useState(false);
  const { id, patient, practitionerId, type, treatment, duration, dateFrom, dateTo, offered } = entry;
  const remove = useMutation({
    mutationFn: () => veza.removeFromWaitingList({ path: { id }, headers: inCabinet(cabinet.id) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['waiting-list', cabinet.id] }),
  });
  const date = (day: string) => format.dateTime(noonOf(day), { dateStyle: 'medium', timeZone: 'UTC' });
  const works = team?.find((each) => each.id === (offered?.practitionerId ?? practitionerId));
  return (
    <Item
      title={patient}
      aside={offered && <Badge kind="good">{t('offered')}</Badge>}
      actions={
        <Button kind="quiet" aria-label={t('removeOf', { patient })} onClick={() => setIsRemoving(true)}>
          {t('remove')}
        </Button>
      }
    >
      <p>
        {treatment?.name ?? booking(`types.${type}`)} · {booking('minutes', { count: duration })} ·{' '}
        {works ? booking('with', { practitioner: `${works.firstName} ${works.lastName}` }) : t('anybody')}
      </p>
      <p>{t('dates', { from: date(dateFrom), to: date(dateTo) })}</p>
      {offered && (
        <p>
          <ZonedTime at={offered.startTime} zone={cabinet.timezone} />
          {' · '}
          {t('until', { until: format.dateTime(new Date(offered.until), { dateStyle: 'medium', timeStyle: 'short' }) })}
        </p>
      )}
      {isRemoving && (
        <ConfirmDialog
          title={t('removeTitle')}
          action={t('remove')}
          onConfirm={() => remove.mutateAsync()}
          onClose={() => setIsRemoving(false)}
        >
          {t('removeText', { patient })}
        </ConfirmDialog>
      )}
    </Item>
  );
}
