import type { BookVisitTimeBody, CabinetPage } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';

export type Treatment = NonNullable<CabinetPage['treatments']>[number];

const nameOf = (id: string) => `answer ${id}`;

/** The questions of a treatment, as fields of the form of the patient. */
export function QuestionAnswers({ questions }: Pick<Treatment, 'questions'>) {
  const t = useTranslations('booking.answers');
  return questions.map(({ id, question, kind, options, isRequired }) => {
    const field = { label: question, name: nameOf(id), required: isRequired };
    if (kind === 'text') return <TextAreaField key={id} {...field} maxLength={1_000} />;
    const answers =
      kind === 'choice'
        ? options.map((value) => ({ value, label: value }))
        : (['yes', 'no'] as const).map((value) => ({ value, label: t(value) }));
    return <SelectField key={id} {...field} options={[{ value: '', label: t('choose') }, ...answers]} />;
  });
}

/** What was answered; a field that is left empty is no answer. */
export const answersIn = (form: FormData, questions: Treatment['questions']): NonNullable<BookVisitTimeBody['answers']> =>
  questions.flatMap(({ id }) => {
    const answer = textOf(form, nameOf(id)).trim();
    return answer === '' ? [] : [{ questionId: id, answer }];
  });
