import { type Answers, type AnswerView, invalid, type QuestionView } from '@veza/contracts';

const YES_NO: readonly string[] = ['yes', 'no'];

/**
 * The answers to the questions of a treatment, in the order of the questions and with their words: the cabinet may change a
 * question later. With `all`, each required question needs an answer.
 */
export function givenAnswers(questions: readonly QuestionView[], given: Answers, { all }: { all: boolean }): AnswerView[] {
  for (const [index, { questionId }] of given.entries()) {
    const isFirst = given.findIndex((each) => each.questionId === questionId) === index;
    if (!isFirst || questions.every(({ id }) => id !== questionId))
      throw invalid('answers', 'must name each question of the treatment at most once');
  }
  return questions.flatMap(({ id, question, kind, options, isRequired }) => {
    const answer = given.find(({ questionId }) => questionId === id)?.answer.trim() ?? '';
    if (answer === '') {
      if (all && isRequired) throw invalid('answers', `must have an answer to: ${question}`);
      return [];
    }
    const possible = kind === 'yes_no' ? YES_NO : options;
    if (kind !== 'text' && !possible.includes(answer)) throw invalid('answers', `must have one of the answers to: ${question}`);
    return [{ questionId: id, question, answer }];
  });
}
