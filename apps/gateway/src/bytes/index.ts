export { BytesService, type DownloadTerms, type UploadTerms } from './bytes.service.js';
