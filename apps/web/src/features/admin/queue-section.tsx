import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TranscodingQueue } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { REFRESH_MS, TRANSCODINGS } from './transcodings.js';

/** How much waits, runs and has failed, and the switch of the queue. */
export function QueueSection() {
  const t = useTranslations('admin.queue');
  const veza = useVeza();
  const { data, error, refetch } = useQuery({
    queryKey: [...TRANSCODINGS, 'queue'],
    queryFn: async ({ signal }) => (await veza.getTranscodingQueue({ signal })).data,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {data && <Queue queue={data} />}
      {!data && (error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton label={t('title')} lines={2} />)}
    </Section>
  );
}

function Queue({ queue }: { queue: TranscodingQueue }) {
  const t = useTranslations('admin.queue');
  const errors = useTranslations('admin.transcodings.errors');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: TRANSCODINGS });
  const pause = useMutation({
    mutationFn: (paused: boolean) => veza.pauseTranscodingQueue({ body: { paused } }),
    onSettled,
  });
  const retry = useMutation({
    mutationFn: async () => (await veza.retryFailedTranscodings({ body: {} })).data.retried,
    onSettled,
  });
  const failures = queue.failures.map(({ error, count }) => t('failure', { error: errors(error), count }));
  return (
    <>
      <p>
        <Badge kind={queue.paused ? 'warning' : 'good'}>{t(queue.paused ? 'paused' : 'open')}</Badge>{' '}
        {t('counts', { waiting: queue.waiting, users: queue.users, running: queue.running, failed: queue.failed })}
      </p>
      {failures.length > 0 && <p>{format.list(failures)}</p>}
      {(pause.error ?? retry.error) && <ErrorNote error={pause.error ?? retry.error} />}
      {retry.isSuccess && <Note>{t('retried', { count: retry.data })}</Note>}
      <Actions>
        <Button busy={pause.isPending} onClick={() => pause.mutate(!queue.paused)}>
          {t(queue.paused ? 'resume' : 'pause')}
        </Button>
        {queue.failed > 0 && (
          <Button busy={retry.isPending} onClick={() => retry.mutate()}>
            {t('retryFailed')}
          </Button>
        )}
      </Actions>
    </>
  );
}
