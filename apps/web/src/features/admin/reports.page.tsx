import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Choice } from '../../ui/choice.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { ShieldIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AdminFrame } from './admin-frame.js';
import { ReportCard, REPORTS } from './report-card.js';

const STATES = ['open', 'actioned', 'dismissed'] as const;
const KINDS = [
  ...(['message', 'person', 'picture', 'banner', 'words'] as const),
  ...(['comment', 'playlist', 'track', 'album', 'product', 'resource'] as const),
];
const PAGE = 20;

/** Reports of messages, people and things, with what stands around them. */
export function ReportsPage() {
  const t = useTranslations('admin');
  return (
    <AdminFrame title={t('pages.reports')}>
      <Reports />
    </AdminFrame>
  );
}

function Reports() {
  const t = useTranslations('admin.reports');
  const veza = useVeza();
  const [status, setStatus] = useState<(typeof STATES)[number]>('open');
  const [kind, setKind] = useState<(typeof KINDS)[number]>();
  const pages = useInfiniteQuery({
    queryKey: [...REPORTS, status, kind],
    queryFn: async ({ signal, pageParam: before }) =>
      (await veza.listReports({ query: { status, limit: PAGE, ...(kind && { kind }), ...(before > 0 && { before }) }, signal }))
        .data,
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.id : undefined),
  });
  const reports = pages.data?.pages.flat();
  return (
    <>
      <Choice
        label={t('status')}
        value={status}
        options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={(value) => setStatus(value)}
      />
      <SelectField
        label={t('kind')}
        value={kind ?? ''}
        options={[{ value: '', label: t('anyKind') }, ...KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))]}
        onChange={({ target }) => setKind(KINDS.find((each) => each === target.value))}
      />
      {pages.isPending && <Skeleton label={t('status')} lines={5} />}
      {pages.error && !pages.data && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {reports?.length === 0 && (
        <EmptyState icon={<ShieldIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      {reports?.map((report) => (
        <ReportCard key={report.id} report={report} />
      ))}
      <LoadMore pages={pages} />
    </>
  );
}
