import type { ManifestText } from "./manifests/manifest-text.ts";

/** What is found out before the cluster is there, and handed over to the process inside of it as JSON. */
export interface Plan {
  folder: string;
  binaries: string;
  /** Archive of all images. */
  images: string;
  hasWeb: boolean;
  isShort: boolean;
  /** What is applied. */
  product: ManifestText[];
  /** What the server is to judge: all that is shipped. */
  rendered: ManifestText[][];
}
