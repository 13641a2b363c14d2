import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FoundUser } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import styles from './new-group.module.css';
import { PeopleSearch } from './people-search.js';
import { reloadRooms } from './use-rooms.js';

/** People of a group, with the one who makes it. */
export const MOST_PEOPLE = 20;

/** Chooses the people of a group and, if wanted, its name. The group is opened then. */
export function NewGroup({ onClose }: { onClose(): void }) {
  const t = useTranslations('rooms.people.group');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [people, setPeople] = useState<readonly FoundUser[]>([]);
  const isFull = people.length >= MOST_PEOPLE - 1;
  const create = useMutation({
    mutationFn: async (name: string) => {
      const body = { user_ids: people.map(({ id }) => id), ...(name !== '' && { name }) };
      const { data } = await veza.createGroup({ body, idempotencyKey: crypto.randomUUID() });
      await reloadRooms(queries);
      onClose();
      await navigate({ to: '/rooms/$roomId', params: { roomId: data.id } });
    },
  });
  return (
    <div className={styles.parts}>
      <p role="status">{isFull ? t('full', { most: MOST_PEOPLE }) : t('chosen', { count: people.length })}</p>
      <ul className={styles.chosen}>
        {people.map(({ id, username }) => (
          <li key={id}>
            <Button
              onClick={() => setPeople(people.filter((each) => each.id !== id))}
              aria-label={t('without', { name: username })}
            >
              {username} ✕
            </Button>
          </li>
        ))}
      </ul>
      {!isFull && (
        <PeopleSearch
          onChoose={(person) => {
            if (!people.some(({ id }) => id === person.id)) setPeople([...people, person]);
          }}
        />
      )}
      <Form error={create.error} onSubmit={(form) => create.mutate(textOf(form, 'name').trim())}>
        <TextField label={t('name')} hint={t('nameHint')} name="name" maxLength={100} autoComplete="off" />
        <Button kind="primary" type="submit" busy={create.isPending} disabled={people.length === 0}>
          {t('create')}
        </Button>
      </Form>
    </div>
  );
}
