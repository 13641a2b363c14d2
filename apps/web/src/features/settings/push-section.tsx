import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Push, Veza } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { pushState, subscribeToPush, unsubscribeFromPush } from '../../offline/push.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';

const pushQuery = (veza: Veza) =>
  queryOptions({
    queryKey: ['push'],
    queryFn: async ({ signal }) => {
      const { data } = await veza.getPush({ signal });
      return { push: data, state: await pushState(data) };
    },
  });

/** Notifications of this browser while no page is open. */
export function PushSection() {
  const t = useTranslations('settings.push');
  const veza = useVeza();
  const { data, error, refetch } = useQuery(pushQuery(veza));
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('title')} lines={2} />}
      {data && <Switch push={data.push} state={data.state} />}
    </Section>
  );
}

function Switch({ push, state }: { push: Push; state: Awaited<ReturnType<typeof pushState>> }) {
  const t = useTranslations('settings.push');
  const veza = useVeza();
  const queries = useQueryClient();
  const toggle = useMutation({
    mutationFn: () => (state === 'on' ? unsubscribeFromPush(veza) : subscribeToPush(veza, push)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['push'] }),
  });
  if (state === 'unsupported' || state === 'denied') return <p>{t(state)}</p>;
  return (
    <div>
      {toggle.error &&
        (toggle.error instanceof DOMException ? <p role="alert">{t('refused')}</p> : <ErrorNote error={toggle.error} />)}
      <Button busy={toggle.isPending} onClick={() => toggle.mutate()}>
        {state === 'on' ? t('stop') : t('start')}
      </Button>
    </div>
  );
}
