/** How much was validated, and what came of it. */
export interface ValidationCounts {
  readonly files: number;
  readonly flows: number;
  readonly invalidFlows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
  /** Findings that a comment or an input silenced; in none of the other counts. */
  readonly silenced: number;
}
