import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LinkedAccount } from '@veza/sdk';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ProviderRefused, takeAnswer, visitProvider } from '../../session/provider-visit.js';
import { useVeza } from '../../session/session-context.js';
import { useProviders } from '../../session/use-providers.js';
import { ProofError } from '../../step-up/proof-error.js';
import { useFresh } from '../../step-up/step-up.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';

const LINKED = ['linked-accounts'];

/** Accounts of providers that sign in here. Nothing to see where no provider is configured. */
export function LinkedAccountsSection() {
  const { data: providers } = useProviders();
  return providers && providers.length > 0 ? <LinkedAccounts providers={providers} /> : null;
}

function LinkedAccounts({ providers }: { providers: readonly { id: string; label: string }[] }) {
  const t = useTranslations('settings.linked');
  const veza = useVeza();
  const linked = useQuery({
    queryKey: LINKED,
    queryFn: async ({ signal }) => (await veza.listLinkedAccounts({ signal })).data.linked_accounts,
  });
  const link = useLink();
  return (
    <Section title={t('title')} hint={t('hint')}>
      <ProofError error={link.error} />
      {link.data && <Note>{t('done')}</Note>}
      <LoadedList label={t('title')} query={linked} items={linked.data} none={{ title: t('none') }}>
        {(account) => (
          <LinkedItem
            key={account.id}
            account={account}
            name={providers.find(({ id }) => id === account.provider)?.label ?? account.issuer}
          />
        )}
      </LoadedList>
      <Actions>
        {providers.map(({ id, label }) => (
          <Button key={id} busy={link.isPending} onClick={() => void visitProvider(id, 'link')}>
            {t('link', { label })}
          </Button>
        ))}
      </Actions>
    </Section>
  );
}

/** Links the account of the provider from which the browser has just come back. */
function useLink() {
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const link = useMutation({
    mutationFn: async (answer: NonNullable<ReturnType<typeof takeAnswer>>): Promise<boolean> => {
      if (answer instanceof ProviderRefused) throw answer;
      await fresh(() => veza.linkAccount({ body: answer }));
      return true;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: LINKED }),
  });
  const { mutate } = link;
  useEffect(() => {
    const answer = takeAnswer('link');
    if (answer) mutate(answer);
  }, [mutate]);
  return link;
}

function LinkedItem({ account, name }: { account: LinkedAccount; name: string }) {
  const t = useTranslations('settings.linked');
  const format = useFormatter();
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const unlink = async (): Promise<void> => {
    await fresh(() => veza.unlinkAccount({ path: { id: account.id } }));
    await queries.invalidateQueries({ queryKey: LINKED });
  };
  const used = account.last_used_at === null ? t('unused') : t('used', { date: day(account.last_used_at) });
  return (
    <Item
      title={name}
      actions={
        <Button kind="quiet" onClick={() => setAsking(true)} aria-label={t('unlinkOf', { name })}>
          {t('unlink')}
        </Button>
      }
    >
      {[account.email, t('since', { date: day(account.created_at) }), used].filter(Boolean).join(' · ')}
      {isAsking && (
        <ConfirmDialog title={t('unlinkOf', { name })} action={t('unlink')} onConfirm={unlink} onClose={() => setAsking(false)}>
          {t('unlinkText')}
        </ConfirmDialog>
      )}
    </Item>
  );
}
