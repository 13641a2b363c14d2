import type { FrameText } from './documented.js';

/** What the commands do, whatever a dialect calls them. */
export const COMMANDS = {
  authenticate: {
    summary: 'Authenticate the connection, or renew its token',
    description:
      'The first frame of a connection that was opened without a token, within 10 seconds. Later it renews the token of the same user; ' +
      'a token of another user is refused and changes nothing.',
  },
  ping: {
    summary: 'Check that the connection is alive',
    description: 'The server also sends protocol-level pings every 30 seconds; a client library replies to those by itself.',
  },
  join: {
    summary: 'Join a room and receive its events',
    description:
      'The first join makes the user a member. With `since` the server sends every later event of the room before the live ones, ' +
      'without a gap and without a duplicate. At most 100 rooms can be joined by one connection.',
  },
  leave: {
    summary: 'Stop receiving the events of a room on this connection',
    description: 'The membership stays: it ends with DELETE /api/v1/chat/rooms/{id}/members/me.',
  },
  send: {
    summary: 'Post a message to a room',
    description:
      'The id of the command identifies the message for 24 hours: a repeated send stores nothing and is acknowledged with ' +
      '`duplicate: true`. Every joined connection of the room receives the message, that of the author included.',
  },
  sendDirect: {
    summary: 'Send a direct message to one user',
    description:
      'Every connection of both users receives the message. The id of the command makes a repeated send harmless. A user who ' +
      'blocked the sender receives nothing; the sender gets a permission error.',
  },
  react: {
    summary: 'Add a reaction to a message',
    description: 'Idempotent for each message, user and emoji. A reaction is no message of the history.',
  },
  unreact: { summary: 'Remove a reaction of the user', description: 'Idempotent: a reaction that is not set stays so.' },
  edit: {
    summary: 'Replace the content of a message of the user',
    description: 'The author only. Earlier versions stay readable for moderators.',
  },
  remove: {
    summary: 'Delete a message',
    description:
      'The author, the owner of the room and moderators; of direct messages the author only. Idempotent. The message stays in ' +
      'the history without its content. A deletion by another user than the author is followed by `moderation_action`.',
  },
  read: {
    summary: 'Mark a room or conversation as read up to a message',
    description: 'The mark is always stored; the event for the others is sent at most once a second for each user and room.',
  },
  typing: {
    summary: 'Show or clear the typing indicator of the user',
    description:
      'Only changes are sent to the others. Without a renewal the indicator clears after 6 seconds. The room must be joined; ' +
      'at most one start a second takes effect.',
  },
  history: {
    summary: 'Read messages of a room',
    description: 'One page counted back from the newest message, or from the message in `before`. Messages come oldest first.',
  },
  directHistory: {
    summary: 'Read messages of a direct conversation',
    description: 'One page counted back from the newest message, or from the message in `before`. Messages come oldest first.',
  },
  report: {
    summary: 'Report a message to the moderators',
    description: 'The text of the message and the messages around it are stored with the report.',
  },
  sync: {
    summary: 'Join several rooms and receive everything that was missed',
    description:
      'Joins the rooms, sends every later event of the rooms and direct conversations, then `sync_done`. A room that is closed ' +
      'to the user is left out of the reply.',
  },
  upload: {
    summary: 'Request an upload link for a file',
    description:
      'The reply has a link for one PUT with the raw bytes, valid for 10 minutes. After the upload the room receives the message ' +
      'and a `file_download` event.',
  },
  batch: {
    summary: 'Send up to 50 commands in one frame',
    description: 'The commands run in order, each with its own reply or error. A batch inside a batch is refused.',
  },
} as const satisfies Record<string, FrameText>;

/** What the events and replies report, whatever a dialect calls them. */
export const EVENTS = {
  authenticated: {
    summary: 'The connection is authenticated',
    description: 'In veza.v1 it is sent for every credential; in the other dialects only as the reply to `auth`.',
  },
  refused: {
    summary: 'The credential was refused or the session ended',
    description: 'The server then closes the connection with 4401.',
  },
  expiring: {
    summary: 'The connection ends soon',
    description: 'Sent 60 seconds before the maximum age of a connection (12 hours by default).',
  },
  pong: { summary: 'The reply to a ping', description: 'Carries the time of the server.' },
  joined: { summary: 'The room is joined', description: 'The events after `since` follow, then the live events.' },
  left: { summary: 'The room is left on this connection', description: 'No further event of the room follows.' },
  entered: {
    summary: 'A user came online in a room',
    description: 'Sent to the other users of the room. Rooms with more than 100 users online get `room_presence` instead.',
  },
  exited: {
    summary: 'A user left a room or went offline',
    description: 'Sent at once after a leave, and 10 seconds after the last connection of the user ended.',
  },
  presence: {
    summary: 'The number of users online in a large room changed',
    description: 'Replaces the events of single users in rooms with more than 100 users online; at most one every 2 seconds.',
  },
  message: {
    summary: 'A message or reaction was posted to a room',
    description: 'Sent to every joined connection after the message is stored, in the order of `seq`.',
  },
  ack: {
    summary: 'The message is stored',
    description:
      'The reply to a send, before or after the event of the message itself. `duplicate` is true when the id of the command was ' +
      'stored before; id and seq are then those of the original.',
  },
  direct: {
    summary: 'A direct message or reaction was sent',
    description: 'Sent to every connection of both users after the message is stored.',
  },
  edited: { summary: 'A message was edited', description: 'Carries the new content.' },
  deleted: {
    summary: 'A message was deleted',
    description: 'By its author or by a moderator; a deletion by a moderator also sends `moderation_action`.',
  },
  reacted: { summary: 'A reaction was added', description: 'Sent once for each message, user and emoji.' },
  unreacted: { summary: 'A reaction was removed', description: 'Sent to the room or to both users of the conversation.' },
  history: { summary: 'One page of messages', description: 'The reply to a history command, with the messages as they are now.' },
  typing: {
    summary: 'A user started or stopped typing',
    description: 'Sent to the other users of the room. Not stored; it can be lost with a connection.',
  },
  read: {
    summary: 'A user read up to a message',
    description: 'Sent to the room, or to both users of the conversation. Not stored as an event.',
  },
  reported: { summary: 'The report is stored', description: 'The reply to a report.' },
  synced: {
    summary: 'Everything that was missed has been sent',
    description: 'Gives the number up to which each room and conversation is complete.',
  },
  uploadReady: { summary: 'The upload link is ready', description: 'Upload with one PUT of the raw bytes before `expires_at`.' },
  file: {
    summary: 'A file was posted to a room',
    description: 'Follows the message of the file and carries the same download link.',
  },
  moderated: {
    summary: 'A moderator or automatic moderation acted in a room',
    description: 'Sent to the room and, for a ban or kick, before the user is removed from it.',
  },
  memberUpdated: {
    summary: 'A member of the room has a new role',
    description: 'Sent to the room. GET /api/v1/chat/rooms/:id/members lists the present roles.',
  },
  memberAdded: {
    summary: 'Another user made the user a member of a room or group',
    description:
      'Sent at most once to each open connection of the user. GET /api/v1/chat/rooms lists the room. Its events are sent to ' +
      'connections that join it.',
  },
  pinned: {
    summary: 'A message of the room was pinned, or unpinned',
    description: 'Sent to the room. GET /api/v1/chat/rooms/:id/pins lists the pinned messages; a deleted one leaves the list.',
  },
  roomUpdated: {
    summary: 'Name or description of the room was changed',
    description: 'Sent to the room. GET /api/v1/chat/rooms lists the present values.',
  },
  trackNotice: {
    summary: 'A track of the user became ready, or failed',
    description:
      'Sent at most once to each open connection of the uploader. GET /api/v1/track-notifications lists every one, with the ' +
      'same id.',
  },
  notices: {
    summary: 'The list of notices of the user has changed',
    description:
      'Sent at most once to each open connection of the user: after a new notice with its kind, and after notices were read ' +
      'on another device with null. GET /api/v1/notices has the list and the number of unread ones.',
  },
  notification: {
    summary: 'A notification for the user',
    description:
      'Sent once to each open connection of the user, and again to a connection whose `since` is before it. The list of ' +
      'notifications has every one.',
  },
  appointment: {
    summary: 'An appointment of a cabinet changed',
    description:
      'Carries the appointment as it is at the time of delivery. Sent to open connections, and again to a connection whose ' +
      '`since` is before it.',
  },
  resumed: {
    summary: 'Everything that was missed has been sent',
    description: 'The reply to `since` in the address. Live events follow.',
  },
  resync: {
    summary: 'What was missed cannot be sent',
    description:
      'The reply to an empty or invalid `since`, or to one that is too old or of another database. The client reads the lists; ' +
      'live events follow.',
  },
  resumeToken: {
    summary: 'The token of this connection',
    description:
      'For clients that connect with `?resume=`. It names this connection for 5 minutes after its end, within the same session ' +
      'and dialect.',
  },
  sessionResumed: {
    summary: 'The earlier connection was taken over',
    description:
      'The rooms that are joined again, with the newest event that was sent of each, and the direct conversations of which ' +
      'events were missed. The missed events precede this frame.',
  },
  notResumed: {
    summary: 'The earlier connection is not known any more',
    description: 'The client joins its rooms again, with `since` or `sync`.',
  },
  error: {
    summary: 'A command was refused or failed',
    description: 'Echoes the id of the command. The connection stays open unless a close follows.',
  },
} as const satisfies Record<string, FrameText>;
