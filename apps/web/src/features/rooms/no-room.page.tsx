import { useTranslations } from 'use-intl';
import { EmptyState } from '../../ui/empty-state.js';
import { RoomsIcon } from '../../ui/icons.js';

/** Beside the list, before a room is chosen. */
export function NoRoomPage() {
  const t = useTranslations('rooms.none');
  return (
    <EmptyState icon={<RoomsIcon />} title={t('title')}>
      <p>{t('text')}</p>
    </EmptyState>
  );
}
