import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { EditIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';
import styles from './form.module.css';

interface PictureTextProps {
  text: string;
  /** The place of the picture. */
  number: number;
  busy: boolean;
  onSave(text: string): void;
}

/** What a picture shows, in words, and the way to change it. */
export function PictureText({ text, number, busy, onSave }: PictureTextProps) {
  const t = useTranslations('catalog.pictures');
  const [draft, setDraft] = useState<string>();
  if (draft === undefined)
    return (
      <>
        <span className={styles.grow}>{text === '' ? t('undescribed') : text}</span>
        <IconButton label={t('describe', { number })} onClick={() => setDraft(text)}>
          <EditIcon />
        </IconButton>
      </>
    );
  return (
    <form
      className={styles.describe}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() === text) setDraft(undefined);
        else onSave(draft.trim());
      }}
    >
      <TextField
        label={t('altOf', { number })}
        hint={t('altHint')}
        value={draft}
        maxLength={300}
        autoComplete="off"
        autoFocus
        onChange={({ target }) => setDraft(target.value)}
      />
      <Button type="submit" busy={busy}>
        {t('saveText')}
      </Button>
    </form>
  );
}
