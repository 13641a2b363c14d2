import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { DeleteIcon, PlusIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';
import styles from './hours.module.css';

export interface Span {
  start: string;
  end: string;
}

interface SpanFieldsProps {
  /** Of which day they are. */
  label: string;
  spans: readonly Span[];
  /** What is wrong with a span. */
  fault(index: number): string | undefined;
  onChange(spans: Span[]): void;
}

const MIDNIGHT = '00:00';
const MORNING: Span = { start: '09:00', end: '12:00' };
const AFTERNOON: Span = { start: '14:00', end: '18:00' };

/** The working hours of one day. The API writes midnight at the end as `24:00`, which a field for times does not know. */
export function SpanFields({ label, spans, fault, onChange }: SpanFieldsProps) {
  const t = useTranslations('practice.hours');
  const put = (index: number, change: Partial<Span>) =>
    onChange(spans.map((span, at) => (at === index ? { ...span, ...change } : span)));
  return (
    <fieldset className={styles.day}>
      <legend className={styles.legend}>{label}</legend>
      {spans.length === 0 && <p className={styles.soft}>{t('closed')}</p>}
      {spans.map(({ start, end }, index) => (
        <div key={index} className={styles.span}>
          <TextField
            label={t('start')}
            type="time"
            required
            value={start}
            fault={fault(index)}
            onChange={({ target }) => put(index, { start: target.value })}
          />
          <TextField
            label={t('end')}
            type="time"
            required
            value={end === '24:00' ? MIDNIGHT : end}
            onChange={({ target }) => put(index, { end: target.value === MIDNIGHT ? '24:00' : target.value })}
          />
          <IconButton
            label={t('remove', { day: label, number: index + 1 })}
            onClick={() => onChange(spans.filter((_, at) => at !== index))}
          >
            <DeleteIcon />
          </IconButton>
        </div>
      ))}
      {spans.length < 10 && (
        <Button
          kind="quiet"
          aria-label={t('addTo', { day: label })}
          onClick={() => onChange([...spans, spans.length === 0 ? MORNING : AFTERNOON])}
        >
          <PlusIcon />
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}
