import { booking as contracts, type Caller, type RpcContract } from '@veza/contracts';

/** A call of the workload, to be repeated by others. */
export interface Sent {
  contract: RpcContract;
  caller: Caller;
  input: object;
}

/** The calls of this service that no step sends. */
export function unsent(sent: readonly Sent[]): string[] {
  const used = new Set(sent.map(({ contract }) => contract));
  return Object.entries(contracts).flatMap(([feature, verbs]) =>
    Object.entries(verbs)
      .filter(([, contract]) => !used.has(contract))
      .map(([verb]) => `${feature}.${verb}`),
  );
}
