import type { PermissionList } from './holders.js';

/** The permissions of the gateway: accounts, sessions, and the routes that it serves from its own process. */
export const identityPermissions = {
  'identity.sessions.create': { holders: ['anonymous'], description: 'Sign in with a password or a one-time code.' },
  'identity.sessions.refresh': { holders: ['anonymous'], description: 'Exchange a refresh token for new tokens.' },
  'identity.sessions.end': { holders: ['user'], description: 'Sign out of the session of the request.' },
  'identity.sessions.list': { holders: ['user'], description: 'List the active sessions of the caller.' },
  'identity.sessions.revoke': { holders: ['user'], description: 'Revoke one session of the caller, or all the others.' },
  'identity.sessions.endOf': {
    holders: ['moderator', 'admin'],
    description: 'End all sessions and API tokens of a user of a lower role.',
  },
  'identity.sessions.renew': { holders: ['user'], description: 'Authenticate again in the session of the request.' },
  'identity.signIns.list': { holders: ['user'], description: 'List the sign-ins and refusals of the caller.' },
  'identity.signIns.guessed': { holders: ['admin'], description: 'List the accounts under guessing.' },
  'identity.tickets.create': { holders: ['user'], description: 'Create a WebSocket ticket for the session of the request.' },

  'identity.secondFactors.get': { holders: ['user'], description: 'Get the second factors of the caller.' },
  'identity.secondFactors.add': {
    holders: ['user'],
    description: 'Add and confirm an authenticator app of the caller, and make recovery codes.',
  },
  'identity.secondFactors.remove': { holders: ['user'], description: 'Remove the authenticator app of the caller.' },
  'identity.secondFactors.removeOf': {
    holders: ['admin'],
    description: 'Remove the factors of another user, together with a second administrator.',
  },

  'identity.passkeys.list': { holders: ['user'], description: 'List the passkeys of the caller.' },
  'identity.passkeys.add': { holders: ['user'], description: 'Add a passkey to the account of the caller.' },
  'identity.passkeys.change': { holders: ['user'], description: 'Rename a passkey of the caller.' },
  'identity.passkeys.remove': { holders: ['user'], description: 'Remove a passkey of the caller.' },

  'identity.providers.list': { holders: ['anonymous'], description: 'List the providers of OpenID Connect.' },
  'identity.providers.visit': { holders: ['anonymous'], description: 'Go to a provider of OpenID Connect, and come back.' },
  'identity.linkedAccounts.list': { holders: ['user'], description: 'List the linked accounts of the caller.' },
  'identity.linkedAccounts.add': { holders: ['user'], description: 'Link an account of a provider to that of the caller.' },
  'identity.linkedAccounts.remove': { holders: ['user'], description: 'Remove a linked account of the caller.' },

  'identity.apiTokens.create': { holders: ['user'], description: 'Create an API token of the caller.' },
  'identity.apiTokens.list': { holders: ['user'], description: 'List the API tokens of the caller.' },
  'identity.apiTokens.revoke': { holders: ['user'], description: 'Revoke an API token of the caller.' },

  'identity.bots.list': { holders: ['user'], description: 'List the bots of the caller.' },
  'identity.bots.create': { holders: ['user'], description: 'Create a bot of the caller.' },
  'identity.bots.remove': { holders: ['user'], description: 'Delete a bot of the caller.' },
  'identity.bots.createToken': { holders: ['user'], description: 'Create an API token of a bot of the caller.' },
  'identity.bots.listTokens': { holders: ['user'], description: 'List the API tokens of a bot of the caller.' },
  'identity.bots.revokeToken': { holders: ['user'], description: 'Revoke an API token of a bot of the caller.' },

  'identity.webhooks.create': { holders: ['user'], description: 'Create a webhook of the caller.' },
  'identity.webhooks.list': { holders: ['user'], description: 'List the webhooks of the caller.' },
  'identity.webhooks.remove': { holders: ['user'], description: 'Delete a webhook of the caller.' },
  'identity.webhooks.rotate': { holders: ['user'], description: 'Replace the secret of a webhook of the caller.' },
  'identity.webhooks.enable': { holders: ['user'], description: 'Switch a webhook of the caller on again.' },
  'identity.webhooks.disable': { holders: ['user'], description: 'Switch a webhook of the caller off.' },
  'identity.webhooks.ping': { holders: ['user'], description: 'Send a test to a webhook of the caller.' },
  'identity.webhooks.deliveries': { holders: ['user'], description: 'List the deliveries of a webhook of the caller.' },
  'identity.webhooks.resend': { holders: ['user'], description: 'Send a message of a webhook of the caller again.' },

  'identity.noticeLevels.get': { holders: ['user'], description: 'Get where the caller is noticed of what.' },
  'identity.noticeLevels.put': { holders: ['user'], description: 'Choose where the caller is noticed of what.' },
  'identity.push.get': { holders: ['user'], description: 'Get the pushes of the caller.' },
  'identity.push.subscribe': { holders: ['user'], description: 'Subscribe a browser of the caller to pushes.' },
  'identity.push.unsubscribe': { holders: ['user'], description: 'End a subscription of the caller to pushes.' },
  'identity.push.prefer': { holders: ['user'], description: 'Choose of what the browsers of the caller are notified.' },

  'identity.codes.request': { holders: ['anonymous'], description: 'Request a one-time code by mail.' },
  'identity.passwords.requestReset': { holders: ['anonymous'], description: 'Request a password reset mail.' },
  'identity.passwords.reset': { holders: ['anonymous'], description: 'Set a new password with a mailed token.' },
  'identity.passwords.change': { holders: ['user'], description: 'Change the password of the caller.' },
  'identity.emails.verify': { holders: ['anonymous'], description: 'Confirm an e-mail address with a mailed token.' },
  'identity.emails.inspect': { holders: ['anonymous'], description: 'Get the account that a mailed token would confirm.' },
  'identity.emails.disown': {
    holders: ['anonymous'],
    description: 'End an unconfirmed account with the token that was mailed to its address.',
  },
  'identity.emails.requestVerification': { holders: ['user'], description: 'Send the confirmation mail of the caller again.' },

  'identity.accounts.create': { holders: ['anonymous'], description: 'Create an account.' },
  'identity.accounts.get': { holders: ['user'], description: 'Get the complete profile of the caller.' },
  'identity.accounts.update': { holders: ['user'], description: 'Update the profile of the caller.' },
  'identity.accounts.erase': { holders: ['user'], description: 'Delete the account of the caller.' },
  'identity.accounts.export': { holders: ['user'], description: 'Export the personal data of the caller.' },
  'identity.profiles.get': { holders: ['anonymous'], description: 'Get the public profile of a user.' },
  'identity.profiles.reset': {
    holders: ['moderator', 'admin'],
    description: 'Take a part of the profile of a user of a lower role away.',
  },
  'identity.profiles.search': { holders: ['user'], description: 'Find users by name.' },

  'identity.bans.list': { holders: ['moderator', 'admin'], description: 'List the platform bans of a user.' },
  'identity.bans.audit': { holders: ['moderator', 'admin'], description: 'List the platform bans of all users.' },
  'identity.bans.impose': {
    holders: ['moderator', 'admin'],
    description: 'Ban a user of a lower role from the platform.',
  },
  'identity.bans.lift': {
    holders: ['moderator', 'admin'],
    description: 'Lift the platform ban of a user of a lower role.',
  },

  'identity.roles.list': { holders: ['admin'], description: 'List the moderators and administrators.' },
  'identity.roles.set': { holders: ['admin'], description: 'Give or take the role of another user.' },
  'identity.roles.changes': { holders: ['admin'], description: 'List the changes of roles.' },

  'identity.keys.list': { holders: ['anonymous'], description: 'List the public keys that verify access tokens.' },
  'identity.documents.get': { holders: ['anonymous'], description: 'Get the descriptions and reference pages of the API.' },
  'identity.health.get': { holders: ['anonymous'], description: 'Check that the gateway is alive.' },
  'identity.outbox.list': {
    holders: ['anonymous'],
    description: 'List the mails of the development outbox, which production does not serve.',
  },
  'identity.outbox.listSms': {
    holders: ['anonymous'],
    description: 'List the texts to phones of the development outbox, which production does not serve.',
  },
} as const satisfies PermissionList<'identity'>;
