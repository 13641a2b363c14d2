import type { EventContract } from './events.js';
import type { JobContract } from './jobs.js';
import type { RpcContract } from './rpc.js';

type Contract = RpcContract | EventContract | JobContract;
/** A tree of contracts, as the feature files export them: `{ create, update, … }` or one level deeper. */
export interface ContractTree {
  readonly [name: string]: Contract | ContractTree;
}

function isContract(node: Contract | ContractTree): node is Contract {
  return typeof node.kind === 'string';
}

/** Every contract of a tree, in declaration order. */
export function contractsOf(tree: ContractTree): Contract[] {
  return Object.values(tree).flatMap((node) => (isContract(node) ? [node] : contractsOf(node)));
}

/** The RPC contracts of a tree. A service must have exactly one handler for each, otherwise it does not start. */
export function rpcsOf(tree: ContractTree): RpcContract[] {
  return contractsOf(tree).filter((contract) => contract.kind === 'rpc');
}
