import type { Behaviour } from '../../resources/contract.js';
import {
  attachmentsCarryFiles,
  attachmentsDocumentRoute,
  attachmentsElsewhere,
  attachmentsHosted,
  attachmentsImagesGone,
} from './carry-files.js';
import { attachmentsImages } from './images.js';
import { attachmentsPresigned } from './presigned.js';

/** Files that are attached to records. */
export const attachmentBehaviours: readonly Behaviour[] = [
  attachmentsCarryFiles,
  attachmentsDocumentRoute,
  attachmentsElsewhere,
  attachmentsImagesGone,
  attachmentsHosted,
  attachmentsImages,
  attachmentsPresigned,
];
