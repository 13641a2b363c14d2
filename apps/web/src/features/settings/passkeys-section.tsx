import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Passkey } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { passkeysExist } from '../../session/passkey.js';
import { useVeza } from '../../session/session-context.js';
import { passkeysQuery, reloadFactors } from '../../step-up/factors.js';
import { useFresh } from '../../step-up/step-up.js';
import { Actions } from '../../ui/actions.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { KeyIcon } from '../../ui/icons.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AddPasskey } from './add-passkey.js';
import { RenamePasskey } from './rename-passkey.js';

export function PasskeysSection() {
  const t = useTranslations('settings.passkeys');
  const { data, error, isPending, refetch } = useQuery(passkeysQuery(useVeza()));
  const [isAdding, setAdding] = useState(false);
  return (
    <Section title={t('title')} hint={t('hint')}>
      {isPending && <Skeleton label={t('title')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && data.length > 0 && (
        <ItemList label={t('title')}>
          {data.map((passkey) => (
            <PasskeyItem key={passkey.id} passkey={passkey} />
          ))}
        </ItemList>
      )}
      {passkeysExist() ? (
        <Actions>
          <Button onClick={() => setAdding(true)}>
            <KeyIcon />
            {t('add')}
          </Button>
        </Actions>
      ) : (
        <p>{t('unsupported')}</p>
      )}
      {isAdding && <AddPasskey onClose={() => setAdding(false)} />}
    </Section>
  );
}

function PasskeyItem({ passkey }: { passkey: Passkey }) {
  const t = useTranslations('settings.passkeys');
  const format = useFormatter();
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'rename' | 'remove'>();
  const close = () => setOpen(undefined);
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const remove = async (): Promise<void> => {
    await fresh(() => veza.removePasskey({ path: { id: passkey.id } }));
    await reloadFactors(queries);
  };
  return (
    <Item
      title={passkey.name}
      aside={passkey.backed_up && <Badge>{t('copied')}</Badge>}
      actions={
        <>
          <Button kind="quiet" onClick={() => setOpen('rename')} aria-label={t('renameOf', { name: passkey.name })}>
            {t('rename')}
          </Button>
          <Button kind="quiet" onClick={() => setOpen('remove')} aria-label={t('removeOf', { name: passkey.name })}>
            {t('remove')}
          </Button>
        </>
      }
    >
      {t('added', { date: day(passkey.created_at) })} ·{' '}
      {passkey.last_used_at === null ? t('unused') : t('used', { date: day(passkey.last_used_at) })}
      {open === 'rename' && <RenamePasskey passkey={passkey} onClose={close} />}
      {open === 'remove' && (
        <ConfirmDialog title={t('removeOf', { name: passkey.name })} action={t('remove')} onConfirm={remove} onClose={close}>
          {t('removeText')}
        </ConfirmDialog>
      )}
    </Item>
  );
}
