import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Choice } from '../../ui/choice.js';
import { Item } from '../../ui/item-list.js';
import { AdminFrame } from './admin-frame.js';
import { LoadedList } from '../../ui/loaded-list.js';

const HOURS = ['1', '6', '24'] as const;

/** Accounts with many refused sign-ins. */
export function GuessingPage() {
  const t = useTranslations('admin');
  return (
    <AdminFrame title={t('pages.guessing')} administrators>
      <p>{t('guessing.hint')}</p>
      <GuessedAccounts />
    </AdminFrame>
  );
}

function GuessedAccounts() {
  const t = useTranslations('admin.guessing');
  const format = useFormatter();
  const veza = useVeza();
  const [hours, setHours] = useState<(typeof HOURS)[number]>('1');
  const accounts = useQuery({
    queryKey: ['guessed-accounts', hours],
    queryFn: async ({ signal }) => (await veza.listGuessedAccounts({ query: { hours: Number(hours) }, signal })).data,
    refetchInterval: 30_000,
  });
  return (
    <>
      <Choice
        label={t('time')}
        value={hours}
        options={HOURS.map((value) => ({ value, label: t('hours', { hours: Number(value) }) }))}
        onChange={(value) => setHours(value)}
      />
      <LoadedList label={t('title')} query={accounts} items={accounts.data} none={{ title: t('none'), hint: t('noneHint') }}>
        {({ user_id: id, username, refusals, networks, first_at: first, last_at: last }) => (
          <Item
            key={id}
            title={
              <Link to="/admin/people/$userId" params={{ userId: String(id) }}>
                {username}
              </Link>
            }
            aside={<Badge kind="danger">{t('refusals', { count: refusals })}</Badge>}
          >
            {t('networks', { count: networks })} ·{' '}
            {format.dateTimeRange(new Date(first), new Date(last), { dateStyle: 'medium', timeStyle: 'short' })}
          </Item>
        )}
      </LoadedList>
    </>
  );
}
