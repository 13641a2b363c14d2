// Made by `node tools/generate/sdk.mjs` from the AsyncAPI document; `npm test` compares.

/** The fields of each command of a client, by the type of its frame. */
export interface CommandFrames {
  /** Authenticate the connection, or renew its token. */
  auth: {
    /** Access token */
    token: string;
  };
  /** Check that the connection is alive. */
  ping: Record<string, never> | null;
  /** Join a room and receive its events. */
  join_room: {
    /** Id or name of the room */
    room_id: string;
    /** Number of the last event that the client has; every later event is sent */
    since?: number;
  };
  /** Stop receiving the events of a room on this connection. */
  leave_room: {
    /** Id or name of the room */
    room_id: string;
  };
  /** Post a message or reaction to a room, or send a direct message. */
  message: {
    /** Id or name of the room; ignored in a private message */
    room_id?: string;
    /** Id of the recipient of a private message */
    recipient_id?: string;
    /** Whether the message is a direct message to `recipient_id` */
    is_private?: boolean;
    /** Text of the message, at most 4,000 code points */
    content: string;
    /** Kind of the message: text, image, audio, voice, file or reaction */
    message_type?: string;
    /** Id of the message that this one replies to, or that a reaction is for */
    reply_to?: string | null;
    /** User names to mention, besides those that the content mentions with @ */
    mentions?: string[];
    /** Links of files that the user uploaded for this room */
    attachments?: (
      | string
      | {
          /** Link of an uploaded file */
          url: string;
        }
    )[];
    /** Link of a file that the user uploaded for this room. Required for image, audio, voice and file */
    media_url?: string;
    /** Accepted and ignored: the server detects the media type */
    media_type?: string;
    /** Length of an audio or voice message in seconds. Required for both */
    duration?: number;
  };
  /** Remove a reaction of the user. */
  remove_reaction: {
    /** Id of the message */
    message_id: string;
    /** The emoji of the reaction */
    content: string;
  };
  /** Replace the content of a message of the user. */
  edit_message: {
    /** Id of the message */
    message_id: string;
    /** Text of the message, at most 4,000 code points */
    content: string;
  };
  /** Delete a message. */
  delete_message: {
    /** Id of the message */
    message_id: string;
  };
  /** Mark a room or conversation as read up to a message. */
  read_receipt: {
    /** Id of the room of the message; informative, the message decides */
    room_id?: string;
    /** Id of the other user of the conversation; informative, the message decides */
    user_id?: string;
    /** Id of the message */
    message_id: string;
  };
  /** Show the typing indicator of the user. */
  typing_start: {
    /** Id or name of the room */
    room_id: string;
  };
  /** Clear the typing indicator of the user. */
  typing_stop: {
    /** Id or name of the room */
    room_id: string;
  };
  /** Read messages of a room. */
  room_history: {
    /** Id or name of the room */
    room_id: string;
    /** Number of messages in the page */
    limit?: number;
    /** Number of newer messages to skip */
    offset?: number;
    /** Return messages older than this message; `offset` then counts from there */
    before?: string;
  };
  /** Read messages of a direct conversation. */
  dm_history: {
    /** Id of the other user */
    user_id: string;
    /** Number of messages in the page */
    limit?: number;
    /** Number of newer messages to skip */
    offset?: number;
    /** Return messages older than this message; `offset` then counts from there */
    before?: string;
  };
  /** Report a message to the moderators. */
  report_message: {
    /** Id of the message */
    message_id: string;
    /** Short reason, such as spam or abuse */
    reason: string;
    /** Further details for the moderators */
    details?: string;
  };
  /** Join several rooms and receive everything that was missed. */
  sync: {
    /** The last event that the client has of each room, by the id of the room */
    rooms?: Record<string, number>;
    /** The last event that the client has of each direct conversation, by the id of the other user */
    direct?: Record<string, number>;
  } | null;
  /** Request an upload link for a file. */
  file_upload: {
    /** Id or name of the room */
    room_id: string;
    /** Name of the file, shown to the room */
    filename: string;
    /** Media type as the client knows it; the server detects the real one from the bytes */
    mime_type: string;
    /** Size in bytes, at most 25 MiB. The upload may not be larger */
    size: number;
    /** The file is a recorded voice message of at most 5 minutes. The server encodes and measures it */
    voice?: boolean;
  };
  /** Send up to 50 commands in one frame. */
  message_batch: {
    /** Frames of this dialect, as they would be sent one by one */
    messages: unknown[];
  };
}

/** The fields of each reply and event of the server, by the type of its frame. */
export interface EventFrames {
  /** The connection is authenticated. */
  auth_success: {
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Roles of the user: user, moderator or admin */
    roles: string[];
    /** What the connection can do */
    permissions: string[];
    /** Id of the session that the token belongs to */
    session_id: string;
    /** Interval of the protocol-level pings of the server in milliseconds */
    heartbeat_ms: number;
  };
  /** The credential was refused or the session ended. */
  auth_error: {
    /** Always `invalid_token` */
    error: 'invalid_token';
    /** What is wrong, in one sentence */
    message: string;
    /** Always 401 */
    code: 401;
  };
  /** The connection ends soon. */
  auth_expiring: {
    /** Milliseconds until the server closes the connection */
    in_ms: number;
  };
  /** The reply to a ping. */
  pong: {
    /** Time in milliseconds since 1970 */
    timestamp: number;
  };
  /** The room is joined. */
  room_joined: {
    /** Id of the room */
    room_id: string;
    /** Name of the room */
    room_name: string;
    /** Kind of the room: public or private */
    room_type: string;
    /** Number of users online in the room */
    users_online: number;
    /** The newest message of the room; null when it has none */
    last_message: {
      /** Id of the message */
      id: string;
      /** Text of the message */
      content: string;
      /** Id of the user who caused the event */
      user_id: string;
      /** User name of this user */
      username: string;
      /** Time in milliseconds since 1970 */
      timestamp: number;
    } | null;
    /** Number of the newest event in the log of the room */
    last_seq: number;
    /** Not all missed events follow: only the newest 1,000, and those that the installation still keeps */
    history_truncated?: true;
    /** `since` is beyond the log, because the server was restored: reload the room from its history */
    history_reset?: true;
  };
  /** The room is left on this connection. */
  room_left: {
    /** Id of the room */
    room_id: string;
  };
  /** A user came online in a room. */
  user_online: {
    /** Id of the room */
    room_id: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
  };
  /** A user left a room or went offline. */
  user_offline: {
    /** Id of the room */
    room_id: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
  };
  /** The number of users online in a large room changed. */
  room_presence: {
    /** Id of the room */
    room_id: string;
    /** Number of users online in the room */
    users_online: number;
  };
  /** A message or reaction was posted to a room. */
  message_received: {
    /** Id of the room */
    room_id: string;
    /** Id of the message */
    message_id: string;
    /** Text of the message */
    content: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Kind of the message: text, image, audio, voice, file or reaction */
    message_type: string;
    /** Time in milliseconds since 1970 */
    timestamp: number;
    /** Id of the message that this one replies to */
    reply_to: string | null;
    /** User names that the message mentions */
    mentions: string[];
    /** Files of the message, with download links that are valid for 15 minutes */
    attachments: {
      /** Signed download link, valid for 15 minutes */
      url: string;
      /** Name of the file, as given at the upload */
      filename: string;
      /** Media type, detected from the bytes */
      mime_type: string;
      /** Size in bytes */
      size: number;
      /** Of a recorded voice message only, measured by the server */
      voice?: {
        /** Length in milliseconds */
        milliseconds: number;
        /** Waveform: the largest level of each of at most 64 equal parts, 0 to 100 */
        peaks: number[];
      };
    }[];
    /** Signed download link of the first attachment, valid for 15 minutes */
    media_url?: string;
    /** Media type of the first attachment */
    media_type?: string;
    /** Length of an audio or voice message in seconds */
    duration?: number;
    /** Whether the message was edited after it was sent */
    is_edited: boolean;
    /** Whether the message was deleted; the content is then empty */
    is_deleted: boolean;
    /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
    seq: number;
    /** Id that the client gave the send; null when it gave none */
    client_id: string | null;
  };
  /** The message is stored. */
  message_ack: {
    /** Id that the client gave the send; null when it gave none */
    id: string | null;
    /** Id of the message */
    message_id: string;
    /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
    seq: number;
    /** Whether the message was stored by an earlier send with the same id */
    duplicate: boolean;
  };
  /** A direct message or reaction was sent. */
  private_message: {
    /** Id of the author */
    sender_id: string;
    /** User name of the author */
    sender_username: string;
    /** Id of the recipient */
    recipient_id: string;
    /** Id of the message */
    message_id: string;
    /** Text of the message */
    content: string;
    /** Kind of the message: text, image, audio, voice, file or reaction */
    message_type: string;
    /** Time in milliseconds since 1970 */
    timestamp: number;
    /** Id of the message that this one replies to */
    reply_to: string | null;
    /** Always false when the message is sent */
    is_read: boolean;
    /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
    seq: number;
    /** Id that the client gave the send; null when it gave none */
    client_id: string | null;
  };
  /** A message was edited. */
  message_edited: {
    /** Id of the room; absent in a direct conversation */
    room_id?: string;
    /** The other user of the direct conversation, as its author addresses it. Absent in a room */
    recipient_id?: string;
    /** Id of the message */
    message_id: string;
    /** Text of the message */
    content: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Time in milliseconds since 1970 */
    timestamp: number;
    /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
    seq: number;
  };
  /** A message was deleted. */
  message_deleted: {
    /** Id of the room; absent in a direct conversation */
    room_id?: string;
    /** The other user of the direct conversation, as its author addresses it. Absent in a room */
    recipient_id?: string;
    /** Id of the message */
    message_id: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Time in milliseconds since 1970 */
    timestamp: number;
    /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
    seq: number;
  };
  /** A reaction was removed. */
  reaction_removed: {
    /** Id of the room; absent in a direct conversation */
    room_id?: string;
    /** The other user of the direct conversation, as its author addresses it. Absent in a room */
    recipient_id?: string;
    /** Id of the message */
    message_id: string;
    /** The emoji of the reaction */
    content: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Time in milliseconds since 1970 */
    timestamp: number;
    /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
    seq: number;
  };
  /** One page of messages. */
  message_history: {
    /** Id of the room; absent in a direct conversation */
    room_id?: string;
    /** Id of the other user of the conversation; absent for a room */
    user_id?: string;
    /** The messages of the page, oldest first */
    messages: {
      /** Id of the room */
      room_id: string;
      /** Id of the message */
      message_id: string;
      /** Text of the message */
      content: string;
      /** Id of the user who caused the event */
      user_id: string;
      /** User name of this user */
      username: string;
      /** Kind of the message: text, image, audio, voice, file or reaction */
      message_type: string;
      /** Time in milliseconds since 1970 */
      timestamp: number;
      /** Id of the message that this one replies to */
      reply_to: string | null;
      /** User names that the message mentions */
      mentions: string[];
      /** Files of the message, with download links that are valid for 15 minutes */
      attachments: {
        /** Signed download link, valid for 15 minutes */
        url: string;
        /** Name of the file, as given at the upload */
        filename: string;
        /** Media type, detected from the bytes */
        mime_type: string;
        /** Size in bytes */
        size: number;
        /** Of a recorded voice message only, measured by the server */
        voice?: {
          /** Length in milliseconds */
          milliseconds: number;
          /** Waveform: the largest level of each of at most 64 equal parts, 0 to 100 */
          peaks: number[];
        };
      }[];
      /** Signed download link of the first attachment, valid for 15 minutes */
      media_url?: string;
      /** Media type of the first attachment */
      media_type?: string;
      /** Length of an audio or voice message in seconds */
      duration?: number;
      /** Whether the message was edited after it was sent */
      is_edited: boolean;
      /** Whether the message was deleted; the content is then empty */
      is_deleted: boolean;
      /** Number of the event in the log of its room or conversation: gap-free, starting at 1 */
      seq: number;
      /** Reactions to the message */
      reactions: {
        /** The emoji of the reaction */
        emoji: string;
        /** Number of users with this reaction */
        count: number;
        /** Whether the user is one of them */
        me: boolean;
      }[];
    }[];
    /** Number of messages in the room or conversation */
    total: number;
    /** Whether older messages follow */
    has_more: boolean;
  };
  /** A user started or stopped typing. */
  typing_indicator: {
    /** Id of the room */
    room_id: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** True when the user starts typing, false when the user stops */
    is_typing: boolean;
    /** The same value as `is_typing` */
    isTyping: boolean;
  };
  /** A user read up to a message. */
  read_receipt: {
    /** Id of the room; absent in a direct conversation */
    room_id?: string;
    /** The other user of the direct conversation, as its author addresses it. Absent in a room */
    recipient_id?: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Id of the message */
    message_id: string;
  };
  /** The report is stored. */
  report_received: {
    /** Id of the report */
    report_id: string;
  };
  /** Everything that was missed has been sent. */
  sync_done: {
    /** The newest event that was sent of each room */
    rooms: Record<string, number>;
    /** The newest event that was sent of each conversation */
    direct: Record<string, number>;
    /**
     * Rooms and conversations of which not all missed events were sent: only the newest 1,000, and those that are
     * still kept
     */
    truncated: {
      /** Ids of these rooms */
      rooms?: string[];
      /** Ids of the other users of these conversations */
      direct?: string[];
    };
  };
  /** The token of this connection. */
  resume_token: {
    /** To be shown as `?resume=<token>` by the next connection of this client */
    token: string;
  };
  /** The earlier connection was taken over. */
  resumed: {
    /** The newest event that was sent of each room */
    rooms: Record<string, number>;
    /** The newest event that was sent of each conversation */
    direct: Record<string, number>;
    /**
     * Rooms and conversations of which not all missed events were sent: only the newest 1,000, and those that are
     * still kept
     */
    truncated: {
      /** Ids of these rooms */
      rooms?: string[];
      /** Ids of the other users of these conversations */
      direct?: string[];
    };
  };
  /** The earlier connection is not known any more. */
  not_resumed: Record<string, never>;
  /** The upload link is ready. */
  file_upload_ready: {
    /** Address for the PUT of the bytes */
    upload_url: string;
    /** Id of the upload */
    upload_id: string;
    /** Time at which the link expires */
    expires_at: string;
  };
  /** A file was posted to a room. */
  file_download: {
    /** Signed download link, valid for 15 minutes */
    url: string;
    /** Name of the file, as given at the upload */
    filename: string;
    /** Media type, detected from the bytes */
    mime_type: string;
    /** Size in bytes */
    size: number;
    /** Of a recorded voice message only, measured by the server */
    voice?: {
      /** Length in milliseconds */
      milliseconds: number;
      /** Waveform: the largest level of each of at most 64 equal parts, 0 to 100 */
      peaks: number[];
    };
    /** Id of the room */
    room_id: string;
    /** Id of the message */
    message_id: string;
  };
  /** Name or description of the room was changed. */
  room_updated: {
    /** Id of the room */
    room_id: string;
    /** Name of the room */
    name: string;
    /** Description of the room, or null */
    description: string | null;
    /** Whether only invited members can see and join the room */
    is_private: boolean;
    /** Maximum number of members, or null */
    member_limit: number | null;
    /** Minimum seconds between two messages of one user; 0 for no limit */
    slow_mode: number;
  };
  /** A member of the room has a new role. */
  member_updated: {
    /** Id of the room */
    room_id: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Role of the member in the room; a reader does not write */
    role: 'owner' | 'moderator' | 'member' | 'reader';
  };
  /** A message of the room was pinned, or unpinned. */
  message_pinned: {
    /** Id of the room */
    room_id: string;
    /** Id of the message */
    message_id: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** False when the message was unpinned */
    is_pinned: boolean;
  };
  /** A moderator or automatic moderation acted in a room. */
  moderation_action: {
    /** What was done; user_unbanned also ends a mute */
    action: 'message_deleted' | 'user_muted' | 'user_kicked' | 'user_banned' | 'user_unbanned';
    /** Reason given by the moderator, or `automatic: …` */
    reason: string;
    /** 1h, 24h, 7d or permanent, for a ban or mute */
    duration?: string;
    /** Id of the user who caused the event */
    user_id: string;
    /** User name of this user */
    username: string;
    /** Id of the moderator; 0 for automatic moderation */
    moderator_id: string;
    /** Id of the room */
    room_id: string;
    /** Id of the deleted message */
    message_id?: string;
  };
  /** A track of the user became ready, or failed. */
  track_notification: {
    /** Id of the notification, as REST lists it */
    notification_id: string;
    /** Id of the track */
    track_id: string;
    /** What became of the track */
    status: 'ready' | 'failed';
    /** One line, in the language of the connection */
    title: string;
    /** A sentence or two; of a failure with what to do */
    message: string;
    /**
     * Why the transcoding failed. `UNREADABLE`: the file holds no readable audio. `CANCELLED`: by an administrator.
     * `INTERNAL`: a server error; a retry may succeed.
     */
    error?: 'UNREADABLE' | 'TOO_LONG' | 'TIMED_OUT' | 'CANCELLED' | 'INTERNAL';
    /** Time in milliseconds since 1970 */
    timestamp: number;
  };
  /** Another user made the user a member of a room or group. */
  member_added: {
    /** Id of the room */
    room_id: string;
  };
  /** The list of notices of the user has changed. */
  notices_changed: {
    /** Kind of the new notice; null after a reading */
    kind:
      | 'mention'
      | 'direct_message'
      | 'follow'
      | 'comment'
      | 'reply'
      | 'playlist'
      | 'track_ready'
      | 'track_failed'
      | 'appointment'
      | 'profile_reset'
      | null;
  };
  /** A command was refused or failed. */
  error: {
    /** Error number */
    code: 1000 | 1001 | 1002 | 1003 | 1004 | 1005 | 1006 | 1007 | 1008 | 1009 | 1010;
    /** Name of the error */
    error_type:
      | 'connection_error'
      | 'authentication_error'
      | 'authorization_error'
      | 'rate_limit_error'
      | 'room_not_found'
      | 'message_too_long'
      | 'file_too_large'
      | 'invalid_message_format'
      | 'user_banned'
      | 'room_full'
      | 'server_error';
    /** What is wrong, in one sentence */
    message: string;
    /** Internal error code, room and faulty fields, separated by semicolons */
    details: string;
    /** Seconds after which the same command can succeed */
    retry_after?: number;
    /** What the user can do */
    suggestion: string;
  };
}
