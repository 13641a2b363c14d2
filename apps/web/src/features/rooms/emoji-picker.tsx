import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { EmojiGrid } from './emoji-grid.js';
import { type Emoji, type EmojiGroup, keepRecent, loadEmojis, recentEmojis, searchEmojis } from './emoji-list.js';
import styles from './emoji-picker.module.css';

/** Every emoji by its kind, or by words of its name. Those of last time come first. */
export function EmojiPicker({ onChoose }: { onChoose(emoji: string): void }) {
  const t = useTranslations();
  const language = useLocale();
  const { data, error, refetch } = useQuery({
    queryKey: ['emoji', language],
    queryFn: () => loadEmojis(language),
    staleTime: Infinity,
    networkMode: 'always', // the file is kept for the time without connection
  });
  const search = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [chosen, choose] = useState(0);
  useEffect(() => {
    const frame = requestAnimationFrame(() => search.current?.focus()); // after the dialogue, which takes the focus
    return () => cancelAnimationFrame(frame);
  }, []);

  const groups = [...recentGroup(data ?? [], t('talk.emoji.recent')), ...(data ?? [])];
  const group = groups[chosen];
  const isSearch = text.trim() !== '';
  const shown = isSearch ? searchEmojis(data ?? [], text) : (group?.emojis ?? []);
  const take = (emoji: string) => {
    keepRecent(emoji);
    onChoose(emoji);
  };
  /** Enter in the search takes the first one found, and never sends the form around the picker. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const [first] = shown;
    if (isSearch && first) take(first.emoji);
  };
  return (
    <div className={styles.picker} onKeyDown={onKeyDown}>
      <TextField
        ref={search}
        type="search"
        label={t('talk.emoji.search')}
        value={text}
        maxLength={50}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <p role="status" className={shown.length > 0 ? 'visually-hidden' : styles.none}>
        {isSearch && data && t('talk.emoji.found', { count: shown.length })}
      </p>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('rooms.loading')} lines={6} />}
      {!isSearch && (
        <fieldset className={styles.groups}>
          <legend className="visually-hidden">{t('talk.emoji.groups')}</legend>
          {groups.map(({ name, emojis }, index) => (
            <label key={name} title={name} className={styles.group}>
              <input
                type="radio"
                name="group"
                aria-label={name}
                checked={index === chosen}
                onChange={() => choose(index)}
                className={styles.input}
              />
              {name === t('talk.emoji.recent') ? '🕒' : emojis[0]?.emoji}
            </label>
          ))}
        </fieldset>
      )}
      {shown.length > 0 && (
        <EmojiGrid
          key={isSearch ? text : chosen}
          label={isSearch ? t('talk.emoji.title') : (group?.name ?? '')}
          emojis={shown}
          onChoose={take}
        />
      )}
    </div>
  );
}

/** The emoji that were used last, in a group of their own. */
function recentGroup(groups: readonly EmojiGroup[], name: string): EmojiGroup[] {
  const known = new Map<string, Emoji>(groups.flatMap(({ emojis }) => emojis).map((each) => [each.emoji, each]));
  const emojis = recentEmojis().flatMap((emoji) => known.get(emoji) ?? []);
  return emojis.length > 0 ? [{ name, emojis }] : [];
}
