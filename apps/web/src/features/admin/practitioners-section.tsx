import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Practitioner } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Item } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { practitionersQuery } from './cabinets.js';
import { HirePractitioner } from './hire-practitioner.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { UserLink } from './user-link.js';

/** The people who work in a cabinet. */
export function PractitionersSection({ cabinetId }: { cabinetId: string }) {
  const t = useTranslations('admin.practitioners');
  const practitioners = useQuery(practitionersQuery(useVeza(), cabinetId));
  const [isHiring, setHiring] = useState(false);
  return (
    <Section title={t('title')}>
      <LoadedList
        label={t('title')}
        query={practitioners}
        items={practitioners.data}
        none={{ title: t('none'), hint: t('noneHint') }}
      >
        {(practitioner) => <PractitionerItem key={practitioner.id} practitioner={practitioner} />}
      </LoadedList>
      <Actions>
        <Button onClick={() => setHiring(true)}>{t('hire')}</Button>
      </Actions>
      {isHiring && <HirePractitioner cabinetId={cabinetId} onClose={() => setHiring(false)} />}
    </Section>
  );
}

function PractitionerItem({ practitioner: { id, cabinetId, userId, firstName, lastName } }: { practitioner: Practitioner }) {
  const t = useTranslations('admin.practitioners');
  const veza = useVeza();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const name = `${firstName} ${lastName}`.trim();
  const dismiss = async (): Promise<void> => {
    await veza.dismissPractitioner({ path: { id: cabinetId, practitionerId: id } });
    await queries.invalidateQueries(practitionersQuery(veza, cabinetId));
  };
  return (
    <Item
      title={name}
      actions={
        <Button kind="quiet" onClick={() => setAsking(true)} aria-label={t('dismissOf', { name })}>
          {t('dismiss')}
        </Button>
      }
    >
      <UserLink id={Number(userId)} />
      {isAsking && (
        <ConfirmDialog
          title={t('dismissOf', { name })}
          action={t('dismiss')}
          onConfirm={dismiss}
          onClose={() => setAsking(false)}
        >
          {t('dismissText')}
        </ConfirmDialog>
      )}
    </Item>
  );
}
