import type { Treatment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import styles from './dialogs.module.css';

type Question = Treatment['questions'][number];
type Kind = Question['kind'];

const KINDS: readonly Kind[] = ['text', 'choice', 'yes_no'];
const MOST = 10;

/** A question while it is written; one that is new has no id yet. */
export type QuestionDraft = Omit<Question, 'id'> & { id?: string; key: string };

/** The questions as they are sent: options belong to a choice only, and empty lines are no options. */
export const questionsOf = (drafts: readonly QuestionDraft[]) =>
  drafts.map(({ key: _, question, options, kind, ...rest }) => ({
    ...rest,
    kind,
    question: question.trim(),
    options: kind === 'choice' ? options.map((each) => each.trim()).filter(Boolean) : [],
  }));

interface QuestionFieldsProps {
  questions: readonly QuestionDraft[];
  fault: string | undefined;
  onChange(questions: QuestionDraft[]): void;
}

/** The questions before a visit. */
export function QuestionFields({ questions, fault, onChange }: QuestionFieldsProps) {
  const t = useTranslations('practice.treatments');
  const change = (key: string, changed: Partial<QuestionDraft>) =>
    onChange(questions.map((each) => (each.key === key ? { ...each, ...changed } : each)));
  return (
    <fieldset className={styles.choices}>
      <legend>{t('questions')}</legend>
      <p className={styles.soft}>{t('questionsHint')}</p>
      {fault !== undefined && <p role="alert">{fault}</p>}
      {questions.map(({ key, question, kind, options, isRequired }, index) => (
        <div key={key} className={styles.list}>
          <TextField
            label={t('question', { number: index + 1 })}
            required
            maxLength={200}
            value={question}
            onChange={({ target }) => change(key, { question: target.value })}
          />
          <SelectField
            label={t('kind')}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            onChange={({ target: { value } }) => change(key, { kind: KINDS.find((each) => each === value) ?? 'text' })}
          />
          {kind === 'choice' && (
            <TextAreaField
              label={t('options')}
              required
              value={options.join('\n')}
              onChange={({ target }) => change(key, { options: target.value.split('\n') })}
            />
          )}
          <CheckField
            label={t('isRequired')}
            checked={isRequired}
            onChange={({ target }) => change(key, { isRequired: target.checked })}
          />
          <div>
            <Button
              kind="quiet"
              aria-label={t('removeQuestion', { number: index + 1 })}
              onClick={() => onChange(questions.filter((each) => each.key !== key))}
            >
              {t('remove')}
            </Button>
          </div>
        </div>
      ))}
      {questions.length < MOST && (
        <div>
          <Button
            kind="quiet"
            onClick={() =>
              onChange([...questions, { key: crypto.randomUUID(), question: '', kind: 'text', options: [], isRequired: false }])
            }
          >
            {t('addQuestion')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
