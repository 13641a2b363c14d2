import { useTranslations } from 'use-intl';
import { Avatar } from '../../ui/avatar.js';
import styles from './mention-list.module.css';
import type { useMentions } from './use-mentions.js';

/** The names that complete what is typed after an `@`. */
export function MentionList({ mentions: { id, people, active, optionId, take } }: { mentions: ReturnType<typeof useMentions> }) {
  const t = useTranslations('rooms.composer');
  return (
    <>
      <p role="status" className="visually-hidden">
        {people.length > 0 && t('names', { count: people.length })}
      </p>
      {people.length > 0 && (
        <ul id={id} role="listbox" aria-label={t('mention')} className={styles.list}>
          {people.map(({ username: name, avatar }, index) => (
            <li
              key={name}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              className={styles.option}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(name)}
            >
              <Avatar name={name} picture={avatar} />
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
