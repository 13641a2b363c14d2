import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Push, Veza } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { pushState, subscribeToPush, unsubscribeFromPush } from '../../offline/push.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { useChosen } from '../../ui/use-chosen.js';
import styles from './push-section.module.css';

const KINDS = ['mentions', 'direct_messages', 'bookings'] as const;

const pushQuery = (veza: Veza) =>
  queryOptions({
    queryKey: ['push'],
    queryFn: async ({ signal }) => {
      const { data } = await veza.getPush({ signal });
      return { push: data, state: await pushState(data) };
    },
  });

/** Notifications of this browser while no page is open, and of what on all browsers of the account. */
export function PushSection() {
  const t = useTranslations('settings.push');
  const veza = useVeza();
  const { data, error, refetch } = useQuery(pushQuery(veza));
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('title')} lines={2} />}
      {data && <Switch push={data.push} state={data.state} />}
      {data && <Kinds push={data.push} />}
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

function Kinds({ push: { preferences } }: { push: Push }) {
  const t = useTranslations('settings.push.kinds');
  const veza = useVeza();
  const queries = useQueryClient();
  const prefer = useMutation({
    scope: { id: 'push-preferences' }, // one after the other: each carries all kinds
    mutationFn: (body: Push['preferences']) => veza.preferPush({ body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['push'] }),
  });
  const [shown, choose] = useChosen(preferences, prefer.mutateAsync);
  return (
    <div className={styles.kinds}>
      {prefer.error && <ErrorNote error={prefer.error} />}
      {KINDS.map((kind) => (
        <CheckField
          key={kind}
          label={t(kind)}
          checked={shown[kind]}
          onChange={(event) => choose({ ...shown, [kind]: event.target.checked })}
        />
      ))}
    </div>
  );
}
