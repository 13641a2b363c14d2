import type { HttpCase, HttpCases } from './http-case.js';
import {
  album,
  brokenTrack,
  failedTrack,
  importFile,
  product,
  productFile,
  productImport,
  productPicture,
  readyTrack,
  trackCode,
  resource,
  resourceForm,
  resumableUpload,
  track,
  albumForm,
  trackForm,
  trackNotification,
  trashedProduct,
  trashedResource,
  TUS,
  upload,
  uploadHeaders,
  waitingTrack,
} from './store-objects.js';
import type { Objects } from './objects.js';

const plain: HttpCase = {};

const of = (object: (objects: Objects) => Promise<number | string>, more: HttpCase = {}): HttpCase => ({
  request: async (objects) => ({ params: { id: await object(objects) } }),
  ...more,
});
const fileOf = async (objects: Objects) => ({ params: { id: await product(objects), fileId: await productFile(objects) } });

const pictureOf = async (objects: Objects) => {
  const id = await product(objects);
  return { params: { id, pictureId: await productPicture(objects) } };
};

export const STORE_CASES: HttpCases = {
  listProducts: plain,
  suggestProducts: { request: () => ({ query: { q: 'ou' } }) },
  exportProducts: { sent: 'one by one' },
  /** One at a time for each caller. */
  importProducts: { sent: 'one by one', request: () => importFile() },
  listProductImports: plain,
  getProductImport: of(productImport, { visibilities: ['private'] }),
  cancelProductImport: of(productImport, { visibilities: ['private'] }),
  getProduct: of(product),
  createProduct: plain,
  /** Not the price of the example: it would make the files private. */
  updateProduct: { request: async (objects) => ({ params: { id: await product(objects) }, json: { stock: 3 } }) },
  deleteProduct: of(product, { uses: 'own objects' }),
  adjustProductStock: of(product),
  listTrashedProducts: plain,
  restoreProduct: of(trashedProduct, { uses: 'own objects' }),
  getProductHistory: of(product),
  addProductFile: {
    request: async (objects) => ({ params: { id: await product(objects) }, ...upload('file', {}) }),
  },
  getProductFile: { request: fileOf },
  removeProductFile: { request: fileOf, uses: 'own objects' },
  addProductPicture: {
    request: async (objects) => ({ params: { id: await product(objects) }, ...upload('picture', {}, 'dot.png') }),
    uses: 'own objects',
  },
  arrangeProductPictures: {
    request: async (objects) => ({ params: { id: await product(objects) }, json: { pictures: [] } }),
    uses: 'own objects',
  },
  removeProductPicture: { request: pictureOf, uses: 'own objects' },

  listResources: plain,
  getResource: of(resource),
  uploadResource: { request: () => upload('file', resourceForm) },
  downloadResource: of(resource),
  /** The uploader has no rating of its own resource. */
  rateResource: of(resource, { except: { owner: 'FORBIDDEN' } }),
  unrateResource: of(resource),
  updateResource: { request: async (objects) => ({ params: { id: await resource(objects) }, json: { description: 'Dry' } }) },
  deleteResource: of(resource, { uses: 'own objects' }),
  listTrashedResources: plain,
  restoreResource: of(trashedResource, { uses: 'own objects', visibilities: ['private'] }),
  getResourceHistory: of(resource),

  listTracks: plain,
  getTrack: of(track),
  uploadTrack: { request: () => upload('audio', trackForm, 'hollow.wav') },
  uploadAlbum: { request: () => upload('audio', albumForm, 'hollow.wav') },
  updateTrack: { request: async (objects) => ({ params: { id: await track(objects) }, json: { title: 'Tone' } }) },
  replaceTrackAudio: {
    request: async (objects) => ({ params: { id: await brokenTrack(objects) }, ...upload('audio', {}, 'hollow.wav') }),
    uses: 'own objects',
  },
  /** A track that was never ready has no sound to go back to. */
  dropTrackReplacement: of(brokenTrack, { allowedError: 'INVALID_STATE' }),
  setTrackCover: {
    request: async (objects) => ({ params: { id: await track(objects) }, ...upload('picture', {}, 'dot.png') }),
  },
  dropTrackCover: of(track),
  deleteTrack: of(brokenTrack, { uses: 'own objects' }),
  retryTrack: of(failedTrack, { uses: 'own objects' }),
  streamTrack: of(readyTrack),
  downloadTrack: of(readyTrack),
  playTrack: of(readyTrack),
  setTrackPosition: { request: async (objects) => ({ params: { id: await readyTrack(objects) }, json: { seconds: 83.5 } }) },
  getTrackPlays: of(readyTrack),
  trackWaveform: of(readyTrack),
  trackEvents: of(readyTrack),

  shareTrack: of(track, { visibilities: ['private'], uses: 'own objects' }),
  unshareTrack: of(track, { visibilities: ['private'], uses: 'own objects' }),
  openSharedTrack: { request: async (objects) => ({ json: { code: await trackCode(objects) } }) },

  listAlbums: plain,
  createAlbum: plain,
  getAlbum: of(album),
  updateAlbum: { request: async (objects) => ({ params: { id: await album(objects) }, json: { title: 'Engines II' } }) },
  putAlbumTracks: { request: async (objects) => ({ params: { id: await album(objects) }, json: { track_ids: [] } }) },
  setAlbumCover: {
    request: async (objects) => ({ params: { id: await album(objects) }, ...upload('picture', {}, 'dot.png') }),
  },
  dropAlbumCover: of(album),
  deleteAlbum: of(album, { uses: 'own objects' }),

  listTrackNotifications: plain,
  readTrackNotification: of(trackNotification, { visibilities: ['private'] }),
  readAllTrackNotifications: plain,
  listTranscodings: plain,
  retryTranscoding: of(failedTrack, { uses: 'own objects' }),
  cancelTranscoding: of(waitingTrack, { uses: 'own objects' }),
  getTranscodingQueue: plain,
  /** A pause, or a retry of the other rows' failures, would disturb the other rows. */
  pauseTranscodingQueue: { request: () => ({ json: { paused: false } }) },
  retryFailedTranscodings: { request: () => ({ json: { error: 'TOO_LONG' } }) },
  listTranscodingQueueChanges: plain,

  createUpload: { request: () => ({ headers: uploadHeaders }) },
  getUpload: of(resumableUpload, { visibilities: ['private'] }),
  previewUpload: of(resumableUpload, { visibilities: ['private'], allowedError: 'NOT_READY' }),
  appendUpload: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await resumableUpload(objects) },
      headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
      body: new Uint8Array(),
    }),
  },
  cancelUpload: {
    visibilities: ['private'],
    request: async (objects) => ({ params: { id: await resumableUpload(objects) }, headers: TUS }),
    uses: 'own objects',
  },
};
