import type { PermissionList } from './holders.js';

export const communityPermissions = {
  'community.people.get': { holders: ['anonymous'], description: 'Get the public page of a person.' },
  'community.followers.list': { holders: ['anonymous'], description: 'List the people that follow a person.' },
  'community.following.list': { holders: ['anonymous'], description: 'List the people that a person follows.' },
  'community.follows.put': { holders: ['user'], description: 'Follow a person.' },
  'community.follows.remove': { holders: ['user'], description: 'Follow a person no more.' },
  'community.likes.put': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Like a track.',
  },
  'community.likes.remove': { holders: ['user'], description: 'Take back the own like of a track.' },
  'community.likes.get': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Get how many people like a track.',
  },
  'community.likes.list': { holders: ['user'], description: 'List the tracks that the caller likes.' },
  'community.comments.list': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Read the comments of a track.',
  },
  'community.comments.add': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Comment on a track, or reply to a comment.',
  },
  'community.comments.edit': {
    holders: ['owner'],
    visibleTo: ['owner', 'admin'],
    description: 'Change the text of an own comment.',
  },
  'community.comments.remove': {
    holders: ['owner', 'moderator', 'admin'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Remove a comment: its author, the owner of the track, and moderators.',
  },
  'community.playlists.create': { holders: ['user'], description: 'Create a playlist.' },
  'community.playlists.list': { holders: ['user'], description: 'List the playlists that the caller owns or edits.' },
  'community.playlists.listOfPerson': { holders: ['anonymous'], description: 'List the public playlists of a person.' },
  'community.playlists.get': {
    holders: ['anonymous'],
    privateHolders: ['owner'],
    visibleTo: ['owner'],
    description: 'Read a playlist; editors read a private one too.',
  },
  'community.playlists.open': { holders: ['anonymous'], description: 'Read the playlist of a link.' },
  'community.playlists.update': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Change title, words and visibility of a playlist.',
  },
  'community.playlists.delete': { holders: ['owner'], visibleTo: ['owner'], description: 'Delete a playlist.' },
  'community.playlists.share': { holders: ['owner'], visibleTo: ['owner'], description: 'Make a link to a playlist.' },
  'community.playlistTracks.put': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Add a track to a playlist, as its owner or an editor.',
  },
  'community.playlistTracks.remove': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Take a track out of a playlist, as its owner or an editor.',
  },
  'community.playlistTracks.move': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Move a track of a playlist, as its owner or an editor.',
  },
  'community.playlistEditors.put': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'Let a person edit a playlist.',
  },
  'community.playlistEditors.remove': {
    holders: ['owner'],
    visibleTo: ['owner'],
    description: 'End the editing of a playlist by a person; an editor ends the own one.',
  },
} as const satisfies PermissionList<'community'>;
