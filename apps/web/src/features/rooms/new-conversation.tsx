import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { NewGroup } from './new-group.js';
import { PeopleSearch } from './people-search.js';

/** The dialogue that finds a person to write to, or the people of a group. */
export function NewConversation({ onClose }: { onClose(): void }) {
  const t = useTranslations('rooms.people');
  const navigate = useNavigate();
  const [isGroup, setGroup] = useState(false);
  return (
    <Dialog title={t(isGroup ? 'group.title' : 'start')} onClose={onClose}>
      {isGroup ? (
        <NewGroup onClose={onClose} />
      ) : (
        <>
          <PeopleSearch
            onChoose={({ id }) => {
              onClose();
              void navigate({ to: '/rooms/people/$userId', params: { userId: id } });
            }}
          />
          <Button onClick={() => setGroup(true)}>{t('group.title')}</Button>
        </>
      )}
    </Dialog>
  );
}
