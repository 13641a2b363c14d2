export { BytesService, type DownloadTerms, type SentBytes, type UploadTerms } from './bytes.service.js';
