import type { CreateApiTokenBody } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import { TOKENS } from './token-scopes.js';

/** The calls about the tokens of the person, or of one of the bots of the person. */
export function useTokenCalls(bot?: number) {
  const veza = useVeza();
  if (bot === undefined)
    return {
      key: TOKENS,
      list: (signal: AbortSignal) => veza.listApiTokens({ signal }),
      create: (body: CreateApiTokenBody) => veza.createApiToken({ body }),
      revoke: (id: string) => veza.revokeApiToken({ path: { id } }),
    };
  return {
    key: [...TOKENS, bot],
    list: (signal: AbortSignal) => veza.listBotTokens({ path: { id: bot }, signal }),
    create: (body: CreateApiTokenBody) => veza.createBotToken({ path: { id: bot }, body }),
    revoke: (token: string) => veza.revokeBotToken({ path: { id: bot, token } }),
  };
}

export type TokenCalls = ReturnType<typeof useTokenCalls>;
