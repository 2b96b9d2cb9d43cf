/** What is known before contents are compared. */
interface Known {
  /** Targets whose path the server has. */
  readonly candidates: readonly { readonly size: number; readonly folder: string }[];
  /** All files of the namespace. */
  readonly stored: number;
}

/** Listing a folder gives the sizes of all that is in it: worth a request for so many folders. */
const MAX_LISTED_FOLDERS = 40;
/** Fewer contents are read one by one. */
const MIN_FILES_IN_EXPORT = 16;
/** The files of an export that are compared, unpacked; and the export itself, packed. */
const MAX_COMPARED_BYTES = 128 * 1024 * 1024;
export const MAX_EXPORT_BYTES = 64 * 1024 * 1024;

/**
 * Whether sizes are asked for before contents are: they sort out what differs, for one request a folder.
 * Where there are many folders, contents tell sooner.
 */
export function asksForSizes({ candidates }: Known): boolean {
  const folders = new Set(candidates.map(({ folder }) => folder)).size;
  return folders <= MAX_LISTED_FOLDERS;
}

/**
 * Whether contents come by one export of the whole namespace: when most of it is to be compared, and that
 * fits into memory. Else each file is read by itself.
 */
export function asksForExport(doubtful: Known): boolean {
  const bytes = doubtful.candidates.reduce((sum, { size }) => sum + size, 0);
  const count = doubtful.candidates.length;
  return count >= MIN_FILES_IN_EXPORT && count * 2 >= doubtful.stored && bytes <= MAX_COMPARED_BYTES;
}
