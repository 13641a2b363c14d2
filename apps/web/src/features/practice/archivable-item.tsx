import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';

interface ArchivableItemProps {
  texts: 'practice.treatments' | 'practice.facilities';
  name: string;
  isArchived: boolean;
  /** Beside the name while it is in use. */
  badge?: ReactNode;
  archive: { isPending: boolean; error: Error | null; mutate(): void };
  onEdit(): void;
  children: ReactNode;
}

/** What a cabinet changes, archives and takes into use again. */
export function ArchivableItem({ texts, name, isArchived, badge, archive, onEdit, children }: ArchivableItemProps) {
  const t = useTranslations(texts);
  return (
    <Item
      title={name}
      aside={isArchived ? <Badge>{t('archived')}</Badge> : badge}
      actions={
        <>
          <Button kind="quiet" aria-label={t('changeOf', { name })} onClick={onEdit}>
            {t('change')}
          </Button>
          <Button
            kind="quiet"
            busy={archive.isPending}
            aria-label={t(isArchived ? 'restoreOf' : 'archiveOf', { name })}
            onClick={() => archive.mutate()}
          >
            {t(isArchived ? 'restore' : 'archive')}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      {archive.error && <ErrorNote error={archive.error} />}
    </Item>
  );
}
