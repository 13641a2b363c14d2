import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Cabinet, VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { KeyIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CabinetForm } from './cabinet-form.js';
import { FacilitiesSection } from './facilities-section.js';
import { HolidaysForm } from './holidays-form.js';
import { PageForm } from './page-form.js';
import { PracticeFrame } from './practice-frame.js';
import { RetentionForm } from './retention-form.js';
import type { CabinetSearch } from './search.js';
import { TreatmentsSection } from './treatments-section.js';
import { TypesForm } from './types-form.js';

const route = getRouteApi('/shared/signed-in/practice/settings');

/** A cabinet, its public page, its rooms and devices, its types of appointments, its holidays and what it keeps, for those who manage it. */
export function SettingsPage() {
  const t = useTranslations('practice.settings');
  const { cabinet: chosen }: CabinetSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen} width="narrow">
      {(cabinet) => <Settings cabinet={cabinet} />}
    </PracticeFrame>
  );
}

function Settings({ cabinet }: { cabinet: Cabinet }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const page = useQuery({
    queryKey: ['cabinet-page', cabinet.id],
    queryFn: async ({ signal }) => {
      try {
        return (await veza.getCabinetPage({ path: { id: cabinet.id }, signal })).data;
      } catch (error) {
        if (error instanceof VezaError && error.code === 'NOT_FOUND') return null; // not made yet
        throw error;
      }
    },
    retry: false,
  });
  if (page.error instanceof VezaError && page.error.code === 'FORBIDDEN')
    return (
      <EmptyState icon={<KeyIcon />} title={t('settings.closed')}>
        <p>{t('settings.closedHint')}</p>
      </EmptyState>
    );
  if (page.error) return <ErrorNote error={page.error} retry={() => void page.refetch()} />;
  if (page.data === undefined) return <Skeleton label={t('loading')} lines={6} />;
  return (
    <>
      <CabinetForm cabinet={cabinet} />
      <PageForm cabinet={cabinet} page={page.data} />
      <FacilitiesSection cabinetId={cabinet.id} />
      <TypesForm cabinetId={cabinet.id} />
      <TreatmentsSection cabinetId={cabinet.id} />
      <HolidaysForm cabinetId={cabinet.id} />
      <RetentionForm cabinetId={cabinet.id} />
    </>
  );
}
