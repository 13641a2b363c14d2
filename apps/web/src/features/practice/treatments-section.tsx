import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Treatment } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { ArchivableItem } from './archivable-item.js';
import { TreatmentDialog } from './treatment-dialog.js';
import { treatmentsKey, useTreatments } from './use-treatments.js';

/** The types of appointments that a cabinet adds to those of the platform. */
export function TreatmentsSection({ cabinetId }: { cabinetId: string }) {
  const t = useTranslations('practice.treatments');
  const query = useTreatments(cabinetId);
  const [edited, setEdited] = useState<Treatment | 'new'>();
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LoadedList label={t('title')} query={query} items={query.data} none={{ title: t('none') }}>
        {(each) => <Entry key={each.id} treatment={each} onEdit={() => setEdited(each)} />}
      </LoadedList>
      <div>
        <Button onClick={() => setEdited('new')}>{t('add')}</Button>
      </div>
      {edited !== undefined && (
        <TreatmentDialog
          cabinetId={cabinetId}
          treatment={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  );
}

function Entry({ treatment, onEdit }: { treatment: Treatment; onEdit(): void }) {
  const t = useTranslations('practice.treatments');
  const booking = useTranslations('booking');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, cabinetId, name, type, duration, price, questions, isPublic, isArchived } = treatment;
  const archive = useMutation({
    mutationFn: () => veza.updateTreatment({ path: { id: cabinetId, treatmentId: id }, body: { isArchived: !isArchived } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: treatmentsKey(cabinetId) }),
  });
  const cost = price && format.number(Number(price.amount), { style: 'currency', currency: price.currency });
  const facts = [
    booking(`types.${type}`),
    booking('minutes', { count: duration }),
    cost,
    questions.length > 0 && t('questionCount', { count: questions.length }),
  ];
  return (
    <ArchivableItem
      texts="practice.treatments"
      name={name}
      isArchived={isArchived}
      badge={!isPublic && <Badge>{t('staffOnly')}</Badge>}
      archive={archive}
      onEdit={onEdit}
    >
      {facts.filter(Boolean).join(' · ')}
    </ArchivableItem>
  );
}
