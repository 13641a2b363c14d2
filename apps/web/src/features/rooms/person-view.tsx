import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useReadThing } from '../../notices/use-notices.js';
import { BlockButton } from '../../people/block-button.js';
import { PersonHeader } from './person-header.js';
import { PlaceView } from './place-view.js';
import styles from './place-view.module.css';
import { useBlock } from '../../people/use-blocks.js';
import { usePerson } from './use-person.js';

export function PersonView({ userId, around }: { userId: number; around: number | string | undefined }) {
  const t = useTranslations('rooms.block');
  const person = usePerson(userId);
  const { isBlocked } = useBlock(userId);
  const place = useMemo(() => ({ user: userId }), [userId]);
  useReadThing('person', String(userId));
  const closed = isBlocked && (
    <div className={styles.closed}>
      <p>{t('here', { name: person.name })}</p>
      <BlockButton userId={userId} name={person.name} />
    </div>
  );
  return (
    <PlaceView
      place={place}
      name={person.name}
      around={around}
      header={<PersonHeader person={person} />}
      closed={closed === false ? undefined : closed}
    />
  );
}
