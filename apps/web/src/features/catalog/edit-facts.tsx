import type { ComponentType } from 'react';
import { useTranslations } from 'use-intl';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Conflict } from '../../editing/conflict.js';
import type { Draft } from '../../editing/merge.js';
import type { Editing } from '../../editing/use-editing.js';

/** What the form of the facts of a product or a resource takes. */
export interface FactsFormProps {
  draft: Draft;
  error: unknown;
  busy: boolean;
  submit: string;
  set(field: string, text: string): void;
  onSubmit(): void;
}

interface EditFactsProps {
  title: string;
  editing: Editing;
  nameOf(field: string): string;
  Form: ComponentType<FactsFormProps>;
}

/** The form of what one edits, or the decision about what another person has changed in the meantime. */
export function EditFacts({ title, editing, nameOf, Form }: EditFactsProps) {
  const t = useTranslations('catalog');
  const { draft, set, save, isSaved, found, resolve } = editing;
  return (
    <Section title={title}>
      {isSaved && <Note>{t('saved')}</Note>}
      {found ? (
        <Conflict found={found} nameOf={nameOf} busy={save.isPending} onResolve={resolve} />
      ) : (
        <Form
          draft={draft}
          error={save.error}
          busy={save.isPending}
          submit={t('save')}
          set={set}
          onSubmit={() => save.mutate(draft)}
        />
      )}
    </Section>
  );
}
