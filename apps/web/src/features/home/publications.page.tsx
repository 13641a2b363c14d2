import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Page } from '../../ui/page.js';
import { keyOf, PublicationLine } from './publication-line.js';
import { type PublicationList, useAll } from './use-publications.js';

export function FeedPage() {
  const t = useTranslations('home.feed');
  return <Publications list="feed" title={t('title')} none={t('none')} />;
}

export function NewPage() {
  const t = useTranslations('home.community');
  return <Publications list="publications" title={t('title')} none={t('none')} />;
}

/** All of a list, in pages. */
function Publications({ list, title, none }: { list: PublicationList; title: string; none: string }) {
  const t = useTranslations('home');
  const pages = useAll(list);
  return (
    <Page title={title} width="narrow" back={<BackLink to="/">{t('title')}</BackLink>}>
      <LoadedList label={title} query={pages} items={pages.data?.pages.flatMap(({ items }) => items)} none={{ title: none }}>
        {(publication) => <PublicationLine key={keyOf(publication)} publication={publication} />}
      </LoadedList>
      <LoadMore pages={pages} />
    </Page>
  );
}
