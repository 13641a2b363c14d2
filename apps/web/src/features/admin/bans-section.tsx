import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountBan } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { UserLink } from './user-link.js';

const DURATIONS = ['1h', '24h', '7d', 'permanent'] as const;
const isInForce = ({ until, lifted_at: lifted }: AccountBan) =>
  lifted === null && (until === null || new Date(until) > new Date());

/** Bans from the whole platform: the present one, the earlier ones, and a new one. */
export function BansSection({ id }: { id: number }) {
  const t = useTranslations('admin.bans');
  const veza = useVeza();
  const queries = useQueryClient();
  const queryKey = ['account-bans', id];
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await veza.listAccountBans({ path: { id }, signal })).data,
  });
  const lift = useMutation({
    mutationFn: () => veza.liftAccountBan({ path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  const present = data?.find(isInForce);
  return (
    <Section title={t('title')} hint={t('hint')}>
      {isPending && <Skeleton label={t('title')} lines={2} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {lift.error && <ErrorNote error={lift.error} />}
      {data && data.length > 0 && (
        <ItemList label={t('title')}>
          {data.map((ban) => (
            <BanItem key={ban.id} ban={ban} />
          ))}
        </ItemList>
      )}
      {present && (
        <div>
          <Button busy={lift.isPending} onClick={() => lift.mutate()}>
            {t('lift')}
          </Button>
        </div>
      )}
      {data && !present && <NewBan id={id} queryKey={queryKey} />}
    </Section>
  );
}

function BanItem({ ban }: { ban: AccountBan }) {
  const t = useTranslations('admin.bans');
  const format = useFormatter();
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Item title={ban.reason || t('noReason')} aside={isInForce(ban) && <Badge kind="danger">{t('inForce')}</Badge>}>
      {day(ban.created_at)} · {ban.until === null ? t('durations.permanent') : t('until', { date: day(ban.until) })} ·{' '}
      <UserLink id={ban.moderator_id} />
    </Item>
  );
}

function NewBan({ id, queryKey }: { id: number; queryKey: readonly unknown[] }) {
  const t = useTranslations('admin.bans');
  const veza = useVeza();
  const queries = useQueryClient();
  const ban = useMutation({
    mutationFn: (body: { duration: (typeof DURATIONS)[number]; reason: string }) => veza.banAccount({ path: { id }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  return (
    <Form
      error={ban.error}
      onSubmit={(form) => {
        const given = textOf(form, 'duration');
        ban.mutate({
          duration: DURATIONS.find((duration) => duration === given) ?? '24h',
          reason: textOf(form, 'reason').trim(),
        });
      }}
    >
      <TextField label={t('reason')} hint={t('reasonHint')} name="reason" maxLength={500} autoComplete="off" required />
      <SelectField
        label={t('duration')}
        name="duration"
        defaultValue="24h"
        options={DURATIONS.map((value) => ({ value, label: t(`durations.${value}`) }))}
      />
      <Button kind="danger" type="submit" busy={ban.isPending}>
        {t('submit')}
      </Button>
    </Form>
  );
}
