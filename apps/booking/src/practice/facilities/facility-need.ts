import type { FacilityNeed } from '@veza/contracts';

/** The columns of a need, of a treatment or a type. */
export interface NeedColumns {
  facilityKind: string | null;
  facilityId: string | null;
}

/** Nothing if the need does not change. */
export const columnsOfNeed = (needs: FacilityNeed | null | undefined): Partial<NeedColumns> =>
  needs === undefined ? {} : { facilityKind: needs?.kind ?? null, facilityId: needs?.facilityId ?? null };

export function needOf({ facilityKind, facilityId }: NeedColumns): FacilityNeed | null {
  if (facilityKind !== null) return { kind: facilityKind };
  return facilityId === null ? null : { facilityId };
}
