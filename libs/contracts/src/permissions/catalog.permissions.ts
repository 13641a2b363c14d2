import type { PermissionList } from './holders.js';

export const catalogPermissions = {
  'catalog.products.list': { holders: ['anonymous'], description: 'List products.' },
  'catalog.products.get': { holders: ['anonymous'], description: 'Get a product with the list of its files.' },
  'catalog.products.create': { holders: ['user'], description: 'Create a product and become its owner.' },
  'catalog.products.update': { holders: ['owner', 'admin'], description: 'Update a product.' },
  'catalog.products.adjustStock': {
    holders: ['owner', 'admin'],
    description: 'Add items to the stock of a product, or take some away.',
  },
  'catalog.products.delete': { holders: ['owner', 'admin'], description: 'Move a product with its files to the trash.' },
  'catalog.products.listTrash': { holders: ['user'], description: 'List the own deleted products.' },
  'catalog.products.restore': { holders: ['owner', 'admin'], description: 'Restore a deleted product.' },
  'catalog.products.history': { holders: ['owner', 'admin'], description: 'List the changes of a product.' },
  'catalog.products.export': {
    holders: ['user'],
    description: 'Export the own products as a file; administrators export those of others too.',
  },
  'catalog.products.addFile': { holders: ['owner', 'admin'], description: 'Add a file to a product.' },
  'catalog.products.getFile': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    description: 'Download a file of a product; those of a product with a price are private.',
  },
  'catalog.products.removeFile': { holders: ['owner', 'admin'], description: 'Delete a file of a product.' },
  'catalog.products.addPicture': { holders: ['owner', 'admin'], description: 'Add a picture to a product.' },
  'catalog.products.arrangePictures': {
    holders: ['owner', 'admin'],
    description: 'Order and describe the pictures of a product.',
  },
  'catalog.products.removePicture': { holders: ['owner', 'admin'], description: 'Delete a picture of a product.' },

  'catalog.imports.create': { holders: ['user'], description: 'Import products from a file.' },
  'catalog.imports.list': { holders: ['user'], description: 'List the own imports of products.' },
  'catalog.imports.get': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Get an import of products with its progress.',
  },
  'catalog.imports.cancel': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Cancel an import of products.',
  },

  'catalog.resources.list': { holders: ['anonymous'], description: 'List public resources and those of the caller.' },
  'catalog.resources.get': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Get a resource.',
  },
  'catalog.resources.create': { holders: ['user'], description: 'Upload a resource and become its owner.' },
  'catalog.resources.download': {
    holders: ['anonymous'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Download a resource.',
  },
  'catalog.resources.rate': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Rate a resource of another uploader.',
  },
  'catalog.resources.unrate': {
    holders: ['user'],
    privateHolders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Take back the own rating of a resource.',
  },
  'catalog.resources.update': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Change the description of a resource.',
  },
  'catalog.resources.delete': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Move a resource with its file to the trash.',
  },
  'catalog.resources.listTrash': { holders: ['user'], description: 'List the own deleted resources.' },
  'catalog.resources.restore': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'Restore a deleted resource.',
  },
  'catalog.resources.history': {
    holders: ['owner', 'admin'],
    visibleTo: ['owner', 'admin'],
    description: 'List the changes of a resource.',
  },
} as const satisfies PermissionList<'catalog'>;
