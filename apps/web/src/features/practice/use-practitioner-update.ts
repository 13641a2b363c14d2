import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Practitioner, UpdatePractitionerBody } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import { CALENDAR } from './use-practice.js';

/** Stores some fields of a practitioner; the others keep their value. */
export function usePractitionerUpdate({ id, cabinetId }: Practitioner) {
  const veza = useVeza();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdatePractitionerBody) => veza.updatePractitioner({ path: { id: cabinetId, practitionerId: id }, body }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: CALENDAR });
      return queries.invalidateQueries({ queryKey: ['practitioners', cabinetId] });
    },
  });
}
