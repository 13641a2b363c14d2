import type { PermissionList } from './holders.js';

/**
 * Rooms are public or private, and so are their messages. Sanctions are no part of the list. A ban from a room takes the
 * permissions to read, join and send there; a mute takes sending.
 */
export const chatPermissions = {
  'chat.connections.authenticate': { holders: ['anonymous'], description: 'Authenticate a connection with an access token.' },
  'chat.connections.ping': { holders: ['user'], description: 'Ping on an authenticated connection.' },

  'chat.rooms.list': { holders: ['user'], description: 'List the own rooms, and search the public ones.' },
  'chat.rooms.create': { holders: ['user'], description: 'Create a room and become its owner.' },
  'chat.rooms.get': {
    holders: ['user'],
    privateHolders: ['member', 'moderator', 'admin'],
    description: 'Get a room.',
  },
  'chat.rooms.update': {
    holders: ['owner', 'moderator', 'admin'],
    description:
      'Change a room; only its owner makes a private one public, its moderators change the slow mode, and members name a group.',
  },
  'chat.groups.create': { holders: ['user'], description: 'Create a group of people; those who block the caller are left out.' },
  'chat.rooms.remove': { holders: ['owner', 'moderator', 'admin'], description: 'Delete a room.' },
  'chat.rooms.markRead': { holders: ['member'], description: 'Set the read position of the caller in a room.' },
  'chat.rooms.setNotifications': { holders: ['member'], description: 'Set what a room notifies the caller about.' },
  'chat.rooms.online': {
    holders: ['user'],
    privateHolders: ['member', 'moderator', 'admin'],
    description: 'List the users online in a room.',
  },
  'chat.rooms.members': {
    holders: ['user'],
    privateHolders: ['member', 'moderator', 'admin'],
    description: 'List the members of a room.',
  },
  'chat.rooms.invite': {
    holders: ['member', 'moderator', 'admin'],
    privateHolders: ['owner', 'room-moderator', 'moderator', 'admin'],
    description: 'Add a member to a room; any member adds to a group.',
  },
  'chat.rooms.leave': { holders: ['user'], description: 'End the membership of the caller in a room.' },
  'chat.rooms.dismiss': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    description: 'Remove a member from a room.',
  },
  'chat.rooms.setRole': {
    holders: ['owner'],
    description: 'Make a member a moderator or a reader of a room, or end that; its moderators make readers only.',
  },
  'chat.rooms.handOver': { holders: ['owner'], description: 'Make a member the owner of a room.' },
  'chat.rooms.join': {
    holders: ['user'],
    privateHolders: ['member'],
    description: 'Join a room on a connection.',
  },
  'chat.rooms.depart': { holders: ['user'], description: 'Stop receiving the events of a room on a connection.' },
  'chat.rooms.typing': { holders: ['member'], description: 'Publish that the caller is typing in a joined room.' },

  'chat.messages.history': {
    holders: ['user'],
    privateHolders: ['member'],
    description: 'Read the messages of a room; a moderator enters a private one first, which is announced to its members.',
  },
  'chat.messages.direct': { holders: ['user'], description: 'Read the direct messages of the caller with a user.' },
  'chat.messages.search': { holders: ['user'], description: 'Search messages in the rooms that the caller may read.' },
  'chat.messages.send': { holders: ['member'], description: 'Send a message to a room.' },
  'chat.messages.sendDirect': {
    holders: ['user'],
    description: 'Send a direct message to a user, unless this user blocks the caller.',
  },
  'chat.messages.edit': { holders: ['owner'], visibleTo: ['member'], description: 'Edit a message of the caller.' },
  'chat.messages.remove': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    visibleTo: ['member'],
    description:
      'Delete a message: its author, the owner and moderators of its room, and those of the platform (direct ones if reported).',
  },
  'chat.messages.react': {
    holders: ['user'],
    privateHolders: ['member'],
    visibleTo: ['member'],
    description: 'Add or remove a reaction of the caller.',
  },
  'chat.messages.read': {
    holders: ['user'],
    privateHolders: ['member'],
    visibleTo: ['member'],
    description: 'Mark messages as read up to one of them.',
  },
  'chat.messages.report': {
    holders: ['user'],
    privateHolders: ['member'],
    visibleTo: ['member'],
    description: 'Report a message.',
  },

  'chat.inviteLinks.list': { holders: ['owner', 'room-moderator'], description: 'List the invite links of a room.' },
  'chat.inviteLinks.create': { holders: ['owner', 'room-moderator'], description: 'Create an invite link of a room.' },
  'chat.inviteLinks.revoke': { holders: ['owner', 'room-moderator'], description: 'Revoke an invite link of a room.' },
  'chat.inviteLinks.lookUp': { holders: ['user'], description: 'Get the room of an invite link by its code.' },
  'chat.inviteLinks.join': { holders: ['user'], description: 'Join a room by the code of an invite link.' },

  'chat.pins.list': {
    holders: ['user'],
    privateHolders: ['member'],
    description: 'List the pinned messages of a room.',
  },
  'chat.pins.put': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    privateHolders: ['owner', 'room-moderator'],
    description: 'Pin a message of a room; a moderator of the platform enters a private one first.',
  },
  'chat.pins.remove': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    privateHolders: ['owner', 'room-moderator'],
    description: 'Unpin a message of a room; a moderator of the platform enters a private one first.',
  },

  'chat.savedMessages.list': { holders: ['user'], description: 'List the saved messages of the caller.' },
  'chat.savedMessages.put': {
    holders: ['user'],
    privateHolders: ['member'],
    visibleTo: ['member'],
    description: 'Save a message that the caller may read.',
  },
  'chat.savedMessages.remove': { holders: ['user'], description: 'Take a message from the saved ones of the caller.' },

  'chat.threads.list': {
    holders: ['user'],
    privateHolders: ['member'],
    description: 'Look up threads of a room.',
  },
  'chat.threads.get': {
    holders: ['user'],
    privateHolders: ['member'],
    description: 'Get the thread of a message.',
  },
  'chat.threads.markRead': {
    holders: ['user'],
    privateHolders: ['member'],
    description: 'Set how far the caller has read a thread.',
  },

  'chat.files.prepare': { holders: ['member'], description: 'Get a signed URL to upload a file to a room.' },
  'chat.files.upload': {
    holders: ['url-bearer'],
    description: 'Upload a file to a room, while the user of the signed URL is a member.',
  },
  'chat.files.open': {
    holders: ['url-bearer'],
    description: 'Download a file of a message, unless the user of the signed URL is banned from the room.',
  },

  'chat.conversations.list': { holders: ['user'], description: 'List the direct conversations of the caller.' },
  'chat.conversations.markRead': { holders: ['user'], description: 'Mark a direct conversation of the caller as read.' },
  'chat.blocks.list': { holders: ['user'], description: 'List the users that the caller blocks.' },
  'chat.blocks.put': { holders: ['user'], description: 'Block messages, reactions and invitations from a user.' },
  'chat.blocks.remove': { holders: ['user'], description: 'Unblock a user.' },

  'chat.moderation.reportPerson': { holders: ['user'], description: 'Report a user to the moderators.' },
  'chat.moderation.reportThing': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Report a comment, a playlist, a track, an album, a product or a resource to the moderators.',
  },
  'chat.moderation.sanction': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    description: 'Ban, mute or kick a user of a room.',
  },
  'chat.moderation.lift': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    description: 'Lift a ban or mute of a room.',
  },
  'chat.moderation.bans': {
    holders: ['owner', 'room-moderator', 'moderator', 'admin'],
    description: 'List the bans and mutes of a room.',
  },
  'chat.moderation.reports': {
    holders: ['moderator', 'admin'],
    description: 'List reports of messages, of users and of things.',
  },
  'chat.moderation.resolve': { holders: ['moderator', 'admin'], description: 'Resolve a report.' },
  'chat.moderation.versions': {
    holders: ['moderator', 'admin'],
    description: 'List the earlier versions of a message; a direct message must have been reported.',
  },
  'chat.moderation.audit': { holders: ['moderator', 'admin'], description: 'List the moderation audit log.' },
} as const satisfies PermissionList<'chat'>;

type ChatPermission = keyof typeof chatPermissions;

/** The permission of each socket command, by its canonical name. `batch` has none: each of its frames is a command. */
export const COMMAND_PERMISSIONS = {
  authenticate: 'chat.connections.authenticate',
  ping: 'chat.connections.ping',
  join: 'chat.rooms.join',
  leave: 'chat.rooms.depart',
  sync: 'chat.rooms.join',
  typing: 'chat.rooms.typing',
  send: 'chat.messages.send',
  sendDirect: 'chat.messages.sendDirect',
  edit: 'chat.messages.edit',
  remove: 'chat.messages.remove',
  react: 'chat.messages.react',
  unreact: 'chat.messages.react',
  read: 'chat.messages.read',
  history: 'chat.messages.history',
  directHistory: 'chat.messages.direct',
  report: 'chat.messages.report',
  upload: 'chat.files.prepare',
} as const satisfies Readonly<Record<string, ChatPermission>>;
