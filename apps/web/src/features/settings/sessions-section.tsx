import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LoginSession, Veza } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { useDeviceName } from './use-device-name.js';

const sessionsQuery = (veza: Veza) =>
  queryOptions({ queryKey: ['sessions'], queryFn: async ({ signal }) => (await veza.listSessions({ signal })).data.sessions });

export function SessionsSection() {
  const t = useTranslations('settings.sessions');
  const veza = useVeza();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(sessionsQuery(veza));
  const [isAsking, setAsking] = useState(false);
  const endOthers = async (): Promise<void> => {
    await veza.revokeOtherSessions();
    await queries.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Section title={t('title')} hint={t('hint')}>
      {isPending && <Skeleton label={t('title')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && (
        <ItemList label={t('title')}>
          {data.map((session) => (
            <SessionItem key={session.id} session={session} />
          ))}
        </ItemList>
      )}
      {data && data.length > 1 && (
        <Actions>
          <Button kind="danger" onClick={() => setAsking(true)}>
            {t('endOthers')}
          </Button>
        </Actions>
      )}
      {isAsking && (
        <ConfirmDialog title={t('endOthers')} action={t('end')} onConfirm={endOthers} onClose={() => setAsking(false)}>
          {t('endOthersText')}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function SessionItem({ session }: { session: LoginSession }) {
  const t = useTranslations('settings.sessions');
  const veza = useVeza();
  const queries = useQueryClient();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const name = useDeviceName()(session.device);
  const end = useMutation({
    mutationFn: () => veza.revokeSession({ path: { id: session.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <Item
      title={name}
      aside={session.current && <Badge kind="good">{t('current')}</Badge>}
      actions={
        !session.current && (
          <Button kind="quiet" busy={end.isPending} onClick={() => end.mutate()} aria-label={t('endOf', { name })}>
            {t('end')}
          </Button>
        )
      }
    >
      {t('facts', {
        address: session.address,
        begun: format.dateTime(new Date(session.created_at), { dateStyle: 'medium' }),
        used: format.relativeTime(new Date(session.last_used_at), now),
      })}
      {end.error && <ErrorNote error={end.error} />}
    </Item>
  );
}
