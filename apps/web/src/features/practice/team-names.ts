import type { Practitioner } from '@veza/sdk';

/** The names of a team by id. Equal ones are numbered: three of them would be one for the reader. */
export function teamNames(team: readonly Pick<Practitioner, 'id' | 'firstName' | 'lastName'>[]): Map<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    team.map(({ id, firstName, lastName }) => {
      const name = `${firstName} ${lastName}`;
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      return [id, number === 1 ? name : `${name} (${number})`];
    }),
  );
}
