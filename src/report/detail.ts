/** How much of a report is rendered; every step leaves more away. */
export interface Detail {
  /** Longest block (an excerpt, a difference, a graph), in UTF-16 units; 0: none. */
  readonly blocks: number;
  /** Rows of tables and findings. */
  readonly rows: number;
}

/** What is always rendered: what happened, and how much of what. */
export const LEAST: Detail = { blocks: 0, rows: 0 };

/** From everything to hardly anything. */
export const STEPS: readonly Detail[] = [
  { blocks: Infinity, rows: Infinity },
  { blocks: 20_000, rows: 1000 },
  { blocks: 5000, rows: 300 },
  { blocks: 2000, rows: 100 },
  { blocks: 0, rows: 1000 },
  { blocks: 0, rows: 200 },
  { blocks: 1000, rows: 20 },
  { blocks: 0, rows: 20 },
  LEAST,
];
