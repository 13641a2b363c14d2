import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { CabinetId } from './cabinets.js';
import { FacilityNeedView, needs } from './facilities.js';
import { Duration } from './times.js';

export const MOST_TREATMENTS = 100;
const MOST_QUESTIONS = 10;

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const placesOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const PriceFields = z.object({
  amount: z
    .string()
    .regex(/^\d{1,7}(\.\d{1,3})?$/, 'must be a decimal like 60.00')
    .describe('Amount as a decimal text, at most with the places of the currency: `60.00`.'),
  currency: z
    .string()
    .refine((code) => CURRENCIES.has(code), 'must be a currency of ISO 4217')
    .describe('Currency, ISO 4217: `EUR`.'),
});

export const TreatmentPrice = z
  .strictObject(PriceFields.shape)
  .refine(({ amount, currency }) => !CURRENCIES.has(currency) || (amount.split('.')[1] ?? '').length <= placesOf(currency), {
    path: ['amount'],
    message: 'must have at most the decimal places of the currency',
  })
  .describe('What a treatment costs. For information: the platform takes no payment.');
export type TreatmentPrice = z.infer<typeof TreatmentPrice>;

export const QuestionKind = z
  .enum(['text', 'choice', 'yes_no'])
  .describe('`text` takes any text, `choice` one of the options, `yes_no` the answers `yes` and `no`.');
export type QuestionKind = z.infer<typeof QuestionKind>;

const QuestionFields = z.strictObject({
  id: z.uuid().optional().describe('Id of a question that exists, which stays; absent for a new one.'),
  question: label(1, 200).describe('The question, at most 200 characters.'),
  kind: QuestionKind,
  options: z.array(label(1, 100)).max(20).default([]).describe('Answers of a choice, 2 to 20; empty for the other kinds.'),
  isRequired: z.boolean().default(false).describe('Whether patients must answer it to book. Staff may leave it out.'),
});

export const Question = QuestionFields.refine(({ kind, options }) => kind !== 'choice' || options.length >= 2, {
  path: ['options'],
  message: 'must have at least two options',
})
  .refine(({ kind, options }) => kind === 'choice' || options.length === 0, {
    path: ['options'],
    message: 'must be empty, because the question is no choice',
  })
  .refine(({ options }) => new Set(options).size === options.length, {
    path: ['options'],
    message: 'must not contain an option twice',
  });

export const QuestionView = z
  .object({
    id: z.uuid().describe('Id of the question.'),
    question: z.string().describe('The question.'),
    kind: QuestionKind,
    options: z.array(z.string()).max(20).describe('Answers of a choice; empty for the other kinds.'),
    isRequired: z.boolean().describe('Whether patients must answer it to book.'),
  })
  .describe('A question before a visit.');
export type QuestionView = z.infer<typeof QuestionView>;

/** With a required one per question at most, so an array of them is bounded by the questions of a treatment. */
export const Answers = z
  .array(
    z.strictObject({
      questionId: z.uuid().describe('Id of the question.'),
      answer: text(1, 1_000).describe('The answer, at most 1,000 characters; `yes` or `no` for a question of that kind.'),
    }),
  )
  .max(MOST_QUESTIONS)
  .describe('Answers to the questions of the treatment, at most 10.');
export type Answers = z.infer<typeof Answers>;

export const AnswerView = z
  .object({
    questionId: z.uuid().describe('Id of the question.'),
    question: z.string().describe('The question as it was when it was answered.'),
    answer: z.string().describe('The answer.'),
  })
  .describe('An answer before a visit.');
export type AnswerView = z.infer<typeof AnswerView>;

export const TreatmentView = z
  .object({
    id: z.uuid().describe('Id of the treatment.'),
    cabinetId: CabinetId.describe('Id of the cabinet.'),
    name: z.string().describe('Name, as patients see it.'),
    description: z.string().describe('Public text; empty when there is none.'),
    type: AppointmentType.describe('Which of the eight types its appointments are of, in lists and figures.'),
    duration: z.int().describe('Length of its appointments in minutes.'),
    buffer: z.int().nullable().describe('Minutes that stay free after an appointment; null for those of the practitioner.'),
    price: z.object(PriceFields.shape).nullable().describe('What it costs, or null.'),
    practitionerIds: z
      .array(z.uuid())
      .max(100)
      .describe('The practitioners who offer it; empty if all practitioners of the cabinet do.'),
    questions: z.array(QuestionView).max(MOST_QUESTIONS).describe('Questions before the visit, in their order.'),
    needs: FacilityNeedView,
    isPublic: z.boolean().describe('Whether patients book it over the public page.'),
    isArchived: z.boolean().describe('Whether it is out of use; appointments that exist keep it.'),
    createdAt: timestamp('When the treatment was created.'),
  })
  .describe('A type of appointments of its own, which a cabinet offers beside the eight of the platform.');
export type TreatmentView = z.infer<typeof TreatmentView>;

export const PublicTreatment = TreatmentView.pick({
  id: true,
  name: true,
  description: true,
  type: true,
  duration: true,
  price: true,
  practitionerIds: true,
  questions: true,
}).describe('A treatment that patients book.');
export type PublicTreatment = z.infer<typeof PublicTreatment>;

const practitionerIds = z
  .array(z.uuid())
  .max(100)
  .refine((ids) => new Set(ids).size === ids.length, 'must not contain an id twice')
  .describe('The practitioners who offer it, at most 100; empty if all practitioners of the cabinet do.');
const buffer = z.int().min(0).max(240).nullable();
const questions = z.array(Question).max(MOST_QUESTIONS).describe('Questions before the visit, at most 10.');

export const NewTreatment = z.strictObject({
  name: label(1, 100).describe('Name, at most 100 characters. No other treatment in use has it.'),
  description: text(0, 1_000).default('').describe('Public text, at most 1,000 characters.'),
  type: AppointmentType.describe('Which of the eight types its appointments are of, in lists and figures.'),
  duration: Duration.describe('Length of its appointments in minutes, 5 to 720.'),
  buffer: buffer
    .default(null)
    .describe('Minutes that stay free after an appointment, 0 to 240; null for those of the practitioner.'),
  price: TreatmentPrice.nullable().default(null).describe('What it costs, or null.'),
  practitionerIds: practitionerIds.default([]),
  questions: questions.default([]),
  needs: needs.default(null),
  isPublic: z.boolean().default(true).describe('Whether patients book it over the public page.'),
});
export type NewTreatment = z.infer<typeof NewTreatment>;

export const TreatmentChanges = z.strictObject({
  name: NewTreatment.shape.name.optional(),
  description: text(0, 1_000).optional().describe('Public text, at most 1,000 characters.'),
  type: NewTreatment.shape.type.optional(),
  duration: NewTreatment.shape.duration.optional(),
  buffer: buffer
    .optional()
    .describe('Minutes that stay free after an appointment, 0 to 240; null for those of the practitioner.'),
  price: TreatmentPrice.nullable().optional().describe('What it costs, or null.'),
  practitionerIds: practitionerIds.optional(),
  questions: questions.optional(),
  needs: needs.optional(),
  isPublic: z.boolean().optional().describe('Whether patients book it over the public page.'),
  isArchived: z.boolean().optional().describe('Whether it is out of use; appointments that exist keep it.'),
});
export type TreatmentChanges = z.infer<typeof TreatmentChanges>;

const Cabinet = z.strictObject({ cabinetId: CabinetId });
export const CreateTreatment = Cabinet.extend(NewTreatment.shape);
export type CreateTreatment = z.infer<typeof CreateTreatment>;
export const UpdateTreatment = Cabinet.extend({ id: z.uuid(), ...TreatmentChanges.shape });
export type UpdateTreatment = z.infer<typeof UpdateTreatment>;

const read = ['UNAUTHENTICATED', 'NOT_FOUND'] as const;
const changed = [...read, 'FORBIDDEN', 'CONFLICT'] as const;

/**
 * Types of appointments that a cabinet adds to the eight of the platform. A treatment is of one of the eight, under which its
 * appointments are counted and listed. The rule of time uses its length and buffer in place of those of the type. Treatments are
 * archived and never deleted, because appointments refer to them.
 */
export const treatments = {
  list: rpc('booking.treatments.list', {
    permission: 'booking.treatments.list',
    summary: 'List the treatments of a cabinet by name, archived ones last',
    request: Cabinet,
    reply: z.object({ items: z.array(TreatmentView).max(MOST_TREATMENTS) }),
    errors: read,
    idempotent: true,
  }),
  create: rpc('booking.treatments.create', {
    permission: 'booking.treatments.create',
    summary: 'Add a treatment; CONFLICT for a name in use, and above 100 treatments',
    request: CreateTreatment,
    reply: TreatmentView,
    errors: changed,
  }),
  update: rpc('booking.treatments.update', {
    permission: 'booking.treatments.update',
    summary: 'Change or archive a treatment; absent fields keep their value',
    request: UpdateTreatment,
    reply: TreatmentView,
    errors: changed,
  }),
};
