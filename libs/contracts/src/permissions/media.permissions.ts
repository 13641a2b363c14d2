import type { PermissionList } from './holders.js';

export const mediaPermissions = {
  'media.tracks.list': { holders: ['anonymous'], description: 'List public tracks and those of the caller.' },
  'media.tracks.get': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Get a track.',
  },
  'media.tracks.create': { holders: ['user'], description: 'Upload a track and become its owner.' },
  'media.tracks.update': { holders: ['owner', 'admin'], visibleTo: ['owner', 'admin'], description: 'Update a track.' },
  'media.tracks.delete': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Delete a track with its audio.',
  },
  'media.tracks.retry': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Retry the failed transcoding of a track.',
  },
  'media.tracks.stream': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Get the playback URLs of a track.',
  },
  'media.tracks.play': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Count a play of a track.',
  },
  'media.tracks.waveform': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Get the waveform of a track.',
  },
  'media.tracks.events': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Follow the transcoding of a track.',
  },
  'media.transcodings.list': { holders: ['admin'], description: 'List transcodings that wait, run or have failed.' },
  'media.transcodings.queue': { holders: ['admin'], description: 'Get the state of the queue of transcodings.' },
  'media.transcodings.changes': { holders: ['admin'], description: 'List the changes of the queue of transcodings.' },
  'media.transcodings.retry': { holders: ['admin'], description: 'Start a failed transcoding again.' },
  'media.transcodings.retryFailed': { holders: ['admin'], description: 'Start failed transcodings of a code again.' },
  'media.transcodings.cancel': { holders: ['admin'], description: 'Cancel a transcoding.' },
  'media.transcodings.pause': { holders: ['admin'], description: 'Pause and resume the queue of transcodings.' },
  'media.uploads.create': { holders: ['user'], description: 'Begin a resumable upload.' },
  'media.uploads.get': { holders: ['owner'], visibleTo: ['owner'], description: 'Get the state of a resumable upload.' },
  'media.uploads.append': { holders: ['owner'], visibleTo: ['owner'], description: 'Upload a piece of a resumable upload.' },
  'media.uploads.cancel': { holders: ['owner'], visibleTo: ['owner'], description: 'Cancel a resumable upload.' },
} as const satisfies PermissionList<'media'>;
