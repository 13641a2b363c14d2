import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Choice } from '../../ui/choice.js';
import { LoadMore } from '../../ui/load-more.js';
import { Section } from '../../ui/section.js';
import { AdminFrame } from './admin-frame.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { QueueChanges } from './queue-changes.js';
import { QueueSection } from './queue-section.js';
import { TranscodingItem } from './transcoding-item.js';
import { REFRESH_MS, TRANSCODINGS } from './transcodings.js';

const STATES = ['all', 'waiting', 'running', 'failed'] as const;

/** The queue of transcodings, what is in it, and what administrators did to it. */
export function TranscodingsPage() {
  const t = useTranslations('admin');
  return (
    <AdminFrame title={t('pages.transcodings')} administrators>
      <QueueSection />
      <Transcodings />
      <QueueChanges />
    </AdminFrame>
  );
}

function Transcodings() {
  const t = useTranslations('admin.transcodings');
  const veza = useVeza();
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const pages = useInfiniteQuery({
    queryKey: [...TRANSCODINGS, 'list', state],
    queryFn: async ({ signal, pageParam: cursor }) =>
      (
        await veza.listTranscodings({
          query: { ...(state !== 'all' && { state }), ...(cursor !== '' && { cursor }) },
          signal,
        })
      ).data,
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Choice
        label={t('state')}
        value={state}
        options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={(value) => setState(value)}
      />
      <LoadedList
        label={t('title')}
        query={pages}
        items={pages.data?.pages.flatMap(({ transcodings }) => transcodings)}
        none={{ title: t('none'), hint: t('noneHint') }}
      >
        {(transcoding) => <TranscodingItem key={transcoding.track_id} transcoding={transcoding} />}
      </LoadedList>
      <LoadMore pages={pages} />
    </Section>
  );
}
