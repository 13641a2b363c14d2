import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiToken } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Actions } from '../../ui/actions.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { KeyIcon } from '../../ui/icons.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CreateToken } from './create-token.js';
import { areasOf } from './token-scopes.js';
import { type TokenCalls, useTokenCalls } from './use-token-calls.js';

/** The tokens of the person, or of a bot. */
export function TokensSection({ bot }: { bot?: number }) {
  const t = useTranslations('settings.tokens');
  const calls = useTokenCalls(bot);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: calls.key,
    queryFn: async ({ signal }) => (await calls.list(signal)).data.tokens,
  });
  const [isCreating, setCreating] = useState(false);
  return (
    <Section title={t('title')} hint={t(bot === undefined ? 'hint' : 'botHint')}>
      {isPending && <Skeleton label={t('title')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={<KeyIcon />} title={t('empty')}>
          <p>{t('emptyHint')}</p>
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <ItemList label={t('title')}>
          {data.map((token) => (
            <TokenItem key={token.id} token={token} calls={calls} />
          ))}
        </ItemList>
      )}
      <Actions>
        <Button kind="primary" onClick={() => setCreating(true)}>
          {t('create')}
        </Button>
      </Actions>
      {isCreating && <CreateToken calls={calls} onClose={() => setCreating(false)} />}
    </Section>
  );
}

interface TokenItemProps {
  token: ApiToken;
  calls: TokenCalls;
}

function TokenItem({ token, calls }: TokenItemProps) {
  const { id, name, prefix, scopes, expires_at: expires, last_used_at: used } = token;
  const t = useTranslations('settings.tokens');
  const queries = useQueryClient();
  const format = useFormatter();
  const [isAsking, setAsking] = useState(false);
  const [now] = useState(() => new Date());
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const revoke = async (): Promise<void> => {
    await calls.revoke(id);
    await queries.invalidateQueries({ queryKey: calls.key });
  };
  const isOver = new Date(expires) < now;
  return (
    <Item
      title={name}
      aside={isOver && <Badge kind="warning">{t('over')}</Badge>}
      actions={
        <Button kind="quiet" onClick={() => setAsking(true)} aria-label={t('revokeOf', { name })}>
          {t('revoke')}
        </Button>
      }
    >
      <p>
        <code>{prefix}…</code> · {t('expires', { date: day(expires) })} ·{' '}
        {used === null ? t('unused') : t('used', { date: day(used) })}
      </p>
      <p>{format.list(areasOf(scopes).map(({ area, level }) => t(`${level}Of`, { area: t(`areas.${area}`) })))}</p>
      {isAsking && (
        <ConfirmDialog title={t('revokeOf', { name })} action={t('revoke')} onConfirm={revoke} onClose={() => setAsking(false)}>
          {t('revokeText')}
        </ConfirmDialog>
      )}
    </Item>
  );
}
