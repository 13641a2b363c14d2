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
  'community.feed.list': { holders: ['user'], description: 'List what the people whom the caller follows have published.' },
  'community.publications.list': { holders: ['anonymous'], description: 'List what everybody has published.' },
} as const satisfies PermissionList<'community'>;
