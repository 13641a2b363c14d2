import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Facility } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { ArchivableItem } from './archivable-item.js';
import { FacilityDialog } from './facility-dialog.js';
import { facilitiesKey, useFacilities } from './use-facilities.js';

/** The rooms and devices of a cabinet. */
export function FacilitiesSection({ cabinetId }: { cabinetId: string }) {
  const t = useTranslations('practice.facilities');
  const query = useFacilities(cabinetId);
  const [edited, setEdited] = useState<Facility | 'new'>();
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LoadedList label={t('title')} query={query} items={query.data} none={{ title: t('none') }}>
        {(each) => <Entry key={each.id} facility={each} onEdit={() => setEdited(each)} />}
      </LoadedList>
      <div>
        <Button onClick={() => setEdited('new')}>{t('add')}</Button>
      </div>
      {edited !== undefined && (
        <FacilityDialog
          cabinetId={cabinetId}
          facility={edited === 'new' ? undefined : edited}
          kinds={[...new Set(query.data?.map(({ kind }) => kind))]}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  );
}

function Entry({ facility, onEdit }: { facility: Facility; onEdit(): void }) {
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, cabinetId, name, kind, isArchived } = facility;
  const archive = useMutation({
    mutationFn: () => veza.updateFacility({ path: { id: cabinetId, facilityId: id }, body: { isArchived: !isArchived } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: facilitiesKey(cabinetId) }),
  });
  return (
    <ArchivableItem texts="practice.facilities" name={name} isArchived={isArchived} archive={archive} onEdit={onEdit}>
      {kind}
    </ArchivableItem>
  );
}
