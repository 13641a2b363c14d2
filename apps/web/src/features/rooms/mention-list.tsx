import { useTranslations } from 'use-intl';
import { Avatar } from '../../ui/avatar.js';
import styles from './mention-list.module.css';
import type { useMentions } from './use-mentions.js';

/** The names that complete what is typed after an `@`. */
export function MentionList({ mentions: { id, names, active, optionId, take } }: { mentions: ReturnType<typeof useMentions> }) {
  const t = useTranslations('rooms.composer');
  return (
    <>
      <p role="status" className="visually-hidden">
        {names.length > 0 && t('names', { count: names.length })}
      </p>
      {names.length > 0 && (
        <ul id={id} role="listbox" aria-label={t('mention')} className={styles.list}>
          {names.map((name, index) => (
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
              <Avatar name={name} />
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
