import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSignedIn } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { LinkButton } from '../../ui/link-button.js';
import { SelectField } from '../../ui/select-field.js';
import styles from './filters.module.css';
import { KINDS, RESOURCE_SORTS, type ResourceSearch, resourceSearch } from './search.js';
import { useChosen } from '../../ui/use-chosen.js';
import { useWide } from './use-wide.js';

interface ResourceFiltersProps {
  search: ResourceSearch;
  onChange(search: ResourceSearch): Promise<void>;
}

/** The API has no counts for resources. Tags are chosen on the page of a resource, and taken back here. */
export function ResourceFilters(props: ResourceFiltersProps) {
  const t = useTranslations('catalog');
  const isSignedIn = useSignedIn();
  const isWide = useWide();
  const [isOpen, setIsOpen] = useState(false);
  const [search, choose] = useChosen(props.search, props.onChange);
  const change = (part: Record<string, unknown>) => choose(resourceSearch({ ...search, ...part }));
  const any = { value: '', label: t('resources.anyKind') };
  const byDefault = { value: '', label: t('sorts.default') };
  return (
    <details className={styles.filters} open={isWide || isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={styles.summary}>{t('filters')}</summary>
      <div className={styles.fields}>
        <SelectField
          label={t('sort')}
          value={search.sort ?? ''}
          options={[byDefault, ...RESOURCE_SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))]}
          onChange={({ target }) => change({ sort: target.value })}
        />
        <SelectField
          label={t('resources.kind')}
          value={search.kind ?? ''}
          options={[any, ...KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))]}
          onChange={({ target }) => change({ kind: target.value })}
        />
        {isSignedIn && (
          <CheckField
            label={t('resources.mine')}
            checked={search.mine ?? false}
            onChange={({ target }) => change({ mine: target.checked })}
          />
        )}
        {search.tags?.map((tag) => (
          <CheckField
            key={tag}
            label={tag}
            checked
            onChange={() => change({ tags: search.tags?.filter((each) => each !== tag) })}
          />
        ))}
        {Object.keys(search).length > 0 && <Button onClick={() => choose({})}>{t('clear')}</Button>}
        {isSignedIn && (
          <LinkButton to="/trash" kind="quiet" className={styles.trash}>
            {t('trash.title')}
          </LinkButton>
        )}
      </div>
    </details>
  );
}
