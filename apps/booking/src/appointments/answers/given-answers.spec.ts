import { expect, test } from '@jest/globals';
import type { QuestionView } from '@veza/contracts';
import { givenAnswers } from './given-answers.js';

const [REASON, HAND, FIRST, UNKNOWN] = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];
const QUESTIONS: QuestionView[] = [
  { id: REASON, question: 'What brings you?', kind: 'text', options: [], isRequired: true },
  { id: HAND, question: 'Which hand?', kind: 'choice', options: ['left', 'right'], isRequired: false },
  { id: FIRST, question: 'Is it your first visit?', kind: 'yes_no', options: [], isRequired: false },
];
const reason = { questionId: REASON, answer: ' Pain ' };

test('answers follow the order of the questions and keep their words', () => {
  const given = [{ questionId: FIRST, answer: 'yes' }, { questionId: HAND, answer: 'left' }, reason];
  expect(givenAnswers(QUESTIONS, given, { all: true })).toEqual([
    { questionId: REASON, question: 'What brings you?', answer: 'Pain' },
    { questionId: HAND, question: 'Which hand?', answer: 'left' },
    { questionId: FIRST, question: 'Is it your first visit?', answer: 'yes' },
  ]);
});

test('patients answer what is required, staff may leave it out', () => {
  expect(() => givenAnswers(QUESTIONS, [], { all: true })).toThrow('What brings you?');
  expect(() => givenAnswers(QUESTIONS, [{ questionId: REASON, answer: '  ' }], { all: true })).toThrow('What brings you?');
  expect(givenAnswers(QUESTIONS, [], { all: false })).toEqual([]);
});

test.each([
  [[reason, { questionId: UNKNOWN, answer: 'yes' }]],
  [[reason, reason]],
  [[reason, { questionId: HAND, answer: 'both' }]],
  [[reason, { questionId: FIRST, answer: 'true' }]],
])('answers that fit no question are refused: %j', (given) => {
  expect(() => givenAnswers(QUESTIONS, given, { all: true })).toThrow('must');
});
