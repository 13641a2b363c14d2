import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import styles from './conflict.module.css';
import type { Difference } from './merge.js';

interface ConflictProps {
  found: readonly Difference[];
  nameOf(field: string): string;
  busy: boolean;
  onResolve(keep: ReadonlySet<string>): void;
}

const SIDES = ['theirs', 'mine'] as const;
type Side = (typeof SIDES)[number];

/** What another person has changed in the meantime: shown field by field, and decided where both did. */
export function Conflict({ found, nameOf, busy, onResolve }: ConflictProps) {
  const t = useTranslations('editing');
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const start = useRef<HTMLElement>(null);
  useEffect(() => start.current?.focus(), []);
  const choose = (field: string, side: Side) =>
    setKept((now) => new Set(side === 'mine' ? [...now, field] : [...now].filter((each) => each !== field)));
  return (
    <section ref={start} tabIndex={-1} role="alert" className={styles.conflict} aria-label={t('title')}>
      <h2 className={styles.title}>{t('title')}</h2>
      <p>{t('text')}</p>
      <ul className={styles.fields}>
        {found.map(({ field, mine, theirs, isConflict }) => (
          <li key={field} className={styles.field}>
            <p className={styles.name}>{nameOf(field)}</p>
            <dl className={styles.values}>
              <dt>{t('theirs')}</dt>
              <dd>{theirs === '' ? t('empty') : theirs}</dd>
              {isConflict && (
                <>
                  <dt>{t('mine')}</dt>
                  <dd>{mine === '' ? t('empty') : mine}</dd>
                </>
              )}
            </dl>
            {isConflict ? (
              <Choice<Side>
                label={t('take')}
                value={kept.has(field) ? 'mine' : 'theirs'}
                options={SIDES.map((value) => ({ value, label: t(value) }))}
                onChange={(side) => choose(field, side)}
              />
            ) : (
              <p>{t('taken')}</p>
            )}
          </li>
        ))}
      </ul>
      <Button kind="primary" busy={busy} onClick={() => onResolve(kept)}>
        {t('save')}
      </Button>
    </section>
  );
}
