import { useQuery } from '@tanstack/react-query';
import type { SecondFactors } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { factorsQuery, passkeysQuery } from '../../step-up/factors.js';
import { Actions } from '../../ui/actions.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AddApp } from './add-app.js';
import { RemoveApp } from './remove-app.js';
import { RenewCodes } from './renew-codes.js';

/** The authenticator app and the recovery codes. */
export function FactorsSection() {
  const t = useTranslations('settings.factors');
  const { data, error, isPending, refetch } = useQuery(factorsQuery(useVeza()));
  return (
    <Section title={t('title')} hint={t('hint')}>
      {isPending && <Skeleton label={t('title')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && <Factors factors={data} />}
    </Section>
  );
}

function Factors({ factors: { totp, recovery_codes_left: left } }: { factors: SecondFactors }) {
  const t = useTranslations('settings.factors');
  const format = useFormatter();
  const passkeys = useQuery(passkeysQuery(useVeza()));
  const [open, setOpen] = useState<'add' | 'remove' | 'renew'>();
  const close = () => setOpen(undefined);
  const hasCodes = totp !== null || (passkeys.data?.length ?? 0) > 0;
  return (
    <>
      {!totp && !hasCodes && <p>{t('none')}</p>}
      {!totp && (
        <Actions>
          <Button kind={hasCodes ? 'plain' : 'primary'} onClick={() => setOpen('add')}>
            {t('add')}
          </Button>
        </Actions>
      )}
      {(totp || hasCodes) && (
        <ItemList label={t('title')}>
          {totp && (
            <Item
              title={t('app')}
              aside={<Badge kind="good">{t('on')}</Badge>}
              actions={
                <Button kind="quiet" onClick={() => setOpen('remove')}>
                  {t('remove.title')}
                </Button>
              }
            >
              {t('since', { date: format.dateTime(new Date(totp.confirmed_at), { dateStyle: 'long' }) })}
            </Item>
          )}
          {hasCodes && (
            <Item
              title={t('codes')}
              aside={left < 3 && <Badge kind="warning">{t('few')}</Badge>}
              actions={
                <Button kind="quiet" onClick={() => setOpen('renew')}>
                  {t('renew.title')}
                </Button>
              }
            >
              {t('left', { count: left })}
            </Item>
          )}
        </ItemList>
      )}
      {open === 'add' && <AddApp onClose={close} />}
      {open === 'remove' && <RemoveApp onClose={close} />}
      {open === 'renew' && <RenewCodes onClose={close} />}
    </>
  );
}
