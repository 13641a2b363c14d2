import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AdminFrame } from './admin-frame.js';
import { CabinetFields, factsOf } from './cabinet-fields.js';
import { CABINETS, cabinetQuery } from './cabinets.js';
import { PractitionersSection } from './practitioners-section.js';

const route = getRouteApi('/shared/signed-in/admin/cabinets/$cabinetId');

/** One cabinet: its name and time zone, and the people who work there. */
export function CabinetPage() {
  const t = useTranslations('admin');
  const { data } = useQuery(cabinetQuery(useVeza(), route.useParams().cabinetId));
  return (
    <AdminFrame
      title={data?.name ?? t('pages.cabinets')}
      administrators
      back={<BackLink to="/admin/cabinets">{t('cabinets.back')}</BackLink>}
    >
      <Facts />
    </AdminFrame>
  );
}

function Facts() {
  const t = useTranslations('admin');
  const { cabinetId } = route.useParams();
  const { data: cabinet, error, refetch } = useQuery(cabinetQuery(useVeza(), cabinetId));
  return (
    <>
      {!cabinet && (error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton label={t('pages.cabinets')} />)}
      {cabinet && (
        <>
          <CabinetSection cabinet={cabinet} />
          <PractitionersSection cabinetId={cabinetId} />
        </>
      )}
    </>
  );
}

function CabinetSection({ cabinet }: { cabinet: Cabinet }) {
  const t = useTranslations('admin.cabinets');
  const veza = useVeza();
  const queries = useQueryClient();
  const update = useMutation({
    mutationFn: (form: FormData) => veza.updateCabinet({ path: { id: cabinet.id }, body: factsOf(form) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: CABINETS }),
  });
  return (
    <Section title={t('facts')} hint={t('factsHint')}>
      <Form error={update.error} onSubmit={(form) => update.mutate(form)}>
        {update.isSuccess && <Note>{t('saved')}</Note>}
        <CabinetFields cabinet={cabinet} />
        <Button kind="primary" type="submit" busy={update.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Section>
  );
}
