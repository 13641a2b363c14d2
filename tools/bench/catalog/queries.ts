export type Kind = 'read' | 'list' | 'search' | 'facets';

/** Requests for the products and resources of "tools/demo million". */
export const QUERIES: readonly { name: string; kind: Kind; path: string }[] = [
  { name: 'get one', kind: 'read', path: '/products/1' },
  { name: 'newest', kind: 'list', path: '/products' },
  { name: 'newest, no total', kind: 'list', path: '/products?total=none' },
  { name: 'page 25', kind: 'list', path: '/products?page=25' },
  { name: 'by price', kind: 'list', path: '/products?sort=price' },
  { name: 'by name', kind: 'list', path: '/products?sort=-name' },
  { name: 'a category by price', kind: 'list', path: '/products?category=lutherie&sort=price' },
  { name: 'two categories', kind: 'list', path: '/products?category=cordes&category=vents' },
  { name: 'a narrow range of prices', kind: 'list', path: '/products?price_min=100&price_max=101' },
  { name: 'resources', kind: 'list', path: '/resources' },
  { name: 'resources of a tag by downloads', kind: 'list', path: '/resources?tags=Ancienne&sort=-downloads' },
  { name: 'a frequent word', kind: 'search', path: '/products?search=guitare' },
  { name: 'two frequent words', kind: 'search', path: '/products?search=guitare%20rouge' },
  { name: 'a typing error', kind: 'search', path: '/products?search=gitare' },
  { name: 'the beginning of a word', kind: 'search', path: '/products?search=gui' },
  { name: 'a word of all products', kind: 'search', path: '/products?search=un' },
  { name: 'a rare word', kind: 'search', path: '/products?search=404' },
  { name: 'no match', kind: 'search', path: '/products?search=qqqqqqqq' },
  { name: 'a frequent word by price', kind: 'search', path: '/products?search=guitare&sort=price' },
  { name: 'a frequent word in a category', kind: 'search', path: '/products?search=guitare&category=occasions' },
  { name: 'a frequent word in a narrow range', kind: 'search', path: '/products?search=guitare&price_min=100&price_max=101' },
  { name: 'suggestions', kind: 'search', path: '/products/suggest?q=gui' },
  { name: 'facets', kind: 'facets', path: '/products?facets=category' },
  {
    name: 'all facets with filters',
    kind: 'facets',
    path: '/products?facets=category,price,owner&category=cordes&price_max=500',
  },
];
