import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Note } from '../../ui/note.js';

interface SearchHelpProps {
  /** Words that were left out. */
  without: readonly string[] | undefined;
  /** The search in another spelling. */
  instead: string | undefined;
  onSearch(text: string): void;
}

/** What was done with a search that matches nothing as it is, and a way on. */
export function SearchHelp({ without, instead, onSearch }: SearchHelpProps) {
  const t = useTranslations('catalog');
  return (
    <>
      {without && <Note>{t('help.without', { words: without.join(', ') })}</Note>}
      {instead !== undefined && <Button onClick={() => onSearch(instead)}>{t('help.instead', { text: instead })}</Button>}
    </>
  );
}
