import type { ChatMessage } from '@veza/sdk/chat';

/** What a person can begin from a message of the list. */
export interface LineActions {
  reply(message: ChatMessage): void;
  edit(message: ChatMessage): void;
  report(message: ChatMessage): void;
  openPerson(userId: number): void;
  /** In rooms. */
  openThread?: (messageId: number) => void;
}
