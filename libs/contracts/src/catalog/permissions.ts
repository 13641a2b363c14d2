import type { PermissionList } from '../holders.js';

export const catalogPermissions = {
  'catalog.products.list': { holders: ['anonymous'], description: 'List products.' },
  'catalog.products.get': { holders: ['anonymous'], description: 'Get a product with the list of its files.' },
  'catalog.products.create': { holders: ['user'], description: 'Create a product and become its owner.' },
  'catalog.products.update': { holders: ['owner', 'admin'], description: 'Update a product.' },
  'catalog.products.delete': { holders: ['owner', 'admin'], description: 'Delete a product and its files.' },
  'catalog.products.addFile': { holders: ['owner', 'admin'], description: 'Add a file to a product.' },
  'catalog.products.getFile': {
    holders: ['anonymous', 'owner', 'admin'],
    description: 'Download a file of a product; files of a product with a price are for the owner and administrators only.',
  },
  'catalog.products.removeFile': { holders: ['owner', 'admin'], description: 'Delete a file of a product.' },

  'catalog.resources.list': { holders: ['anonymous'], description: 'List public resources and those of the caller.' },
  'catalog.resources.get': {
    holders: ['anonymous', 'owner', 'admin'],
    description: 'Get a resource; private ones are for the uploader and administrators only.',
  },
  'catalog.resources.create': { holders: ['user'], description: 'Upload a resource and become its owner.' },
  'catalog.resources.download': {
    holders: ['anonymous', 'owner', 'admin'],
    description: 'Download a resource; private ones are for the uploader and administrators only.',
  },
  'catalog.resources.rate': {
    holders: ['user', 'owner', 'admin'],
    description: 'Rate a resource; private ones are for the uploader and administrators only.',
  },
  'catalog.resources.delete': { holders: ['owner', 'admin'], description: 'Delete a resource and its file.' },
} as const satisfies PermissionList<'catalog'>;
