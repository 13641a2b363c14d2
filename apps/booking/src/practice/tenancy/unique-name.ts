import { DeclaredError } from '@veza/contracts';
import { isUniqueViolation } from '@veza/database';

/** Work that stores a name which an index keeps unique: CONFLICT with the sentence if another row has it. */
export async function withUniqueName<Result>(sentence: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new DeclaredError('CONFLICT', { message: sentence });
    throw error;
  }
}
