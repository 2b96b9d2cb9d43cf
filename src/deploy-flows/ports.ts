import type { FlowFile } from '../flows/source.js';

/** A content that a flow file of the deployed directories once had. */
export interface HeldFlowFile {
  /** Relative to the workspace, with "/". */
  readonly path: string;
  /** What Git calls the content. */
  readonly blob: string;
  /** The commit that replaced or removed it last; absent: the file still has it, or it is not known. */
  readonly endedIn?: string;
  /** The smaller, the newer. */
  readonly age: number;
}

/** What Git knows of the deployed directories. Everything throws a HistoryError when it cannot be read. */
export interface FlowHistory {
  readonly heldFiles: () => Promise<readonly HeldFlowFile[]>;
  /** Texts by the names of `heldFiles`; what is no text is left out. */
  readonly readContents: (blobs: readonly string[], onText: (blob: string, text: string) => void) => Promise<void>;
  /** The files of the whole checkout that may hold flows, as they lie there today; else as committed. */
  readonly checkout: () => AsyncIterable<FlowFile>;
}
