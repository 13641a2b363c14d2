import { useTranslations } from 'use-intl';
import { Button } from './button.js';
import { ErrorNote } from './error-note.js';

interface LoadMoreProps {
  /** The result of `useInfiniteQuery`. */
  pages: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage(): unknown;
  };
}

/** The way to the next page of a list, while there is one. */
export function LoadMore({ pages }: LoadMoreProps) {
  const t = useTranslations('ui');
  if (!pages.hasNextPage) return null;
  return (
    <div>
      {pages.isFetchNextPageError && <ErrorNote error={pages.error} />}
      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t('loadMore')}
      </Button>
    </div>
  );
}
