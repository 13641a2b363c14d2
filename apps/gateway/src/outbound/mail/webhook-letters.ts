import { type Letter, letterOf } from './letter.js';

/** After failures for a day. */
export function webhookOffLetter(language: 'en' | 'fr', username: string, host: string): Letter {
  if (language === 'fr')
    return letterOf(language, 'Un webhook a été désactivé', [
      `Le webhook du compte « ${username} » vers ${host} a été désactivé : son récepteur ne répond plus avec succès depuis un jour.`,
      'Réparez le récepteur, puis réactivez le webhook ; les messages en attente seront envoyés.',
    ]);
  return letterOf(language, 'A webhook was switched off', [
    `The webhook of the account "${username}" to ${host} was switched off: its receiver has not responded with success for a day.`,
    'Repair the receiver, then switch the webhook on again; waiting messages will be sent.',
  ]);
}
