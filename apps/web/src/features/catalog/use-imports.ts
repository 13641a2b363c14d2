import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProductImport } from '@veza/sdk';
import { useEffect } from 'react';
import { useVeza } from '../../session/session-context.js';

export const IMPORTS = ['product-imports'];

const LOOK_MS = 1_000;

export const isRunning = ({ status }: ProductImport): boolean => status === 'pending' || status === 'running';

/** The latest imports of the person. They are read again while one of them runs, and the products after it. */
export function useImports() {
  const veza = useVeza();
  const queries = useQueryClient();
  const imports = useQuery({
    queryKey: IMPORTS,
    queryFn: async ({ signal }) => (await veza.listProductImports({ query: { limit: 10 }, signal })).data.imports,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? LOOK_MS : false),
    staleTime: 0,
  });
  const runs = imports.data?.some(isRunning) ?? false;
  useEffect(() => {
    if (!runs) void queries.invalidateQueries({ queryKey: ['products'] });
  }, [runs, queries]);
  return imports;
}
