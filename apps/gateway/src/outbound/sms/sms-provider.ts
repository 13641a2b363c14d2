/** A text to a phone. */
export interface Sms {
  /** Always the same for one text, so that a provider recognises a repetition. */
  key: string;
  /** E.164. */
  to: string;
  text: string;
}

/**
 * A service that sends texts to phones.
 *
 * - `send` resolves once the provider has taken the text, and ends within a time limit.
 * - It rejects with `SmsNotTaken` only if the provider certainly has not taken it. The text may then be sent again.
 * - It rejects with `SmsRefused` if the provider will never take it, and with any other error if the result is unknown. The text is
 *   not sent again then: a second reminder costs money and confuses, a missing one has a mail beside it.
 */
export interface SmsProvider {
  send(sms: Sms): Promise<void>;
}

export class SmsNotTaken extends Error {}
export class SmsRefused extends Error {}
