import { type Row, tableOf } from './measure.js';

export interface Measurement {
  /** What it was measured on, for people: "2 cores, shared with other work". */
  readonly machine: string;
  /** Of Node, "v20.20.2". */
  readonly node: string;
  readonly rows: readonly Row[];
}

/** docs/performance.md: the last measurement, and how to read it. */
export function pageOf({ machine, node, rows }: Measurement): string {
  return `# How fast

Each row is a run of a committed bundle as a process of its own, from its start to its end, the start of Node included. With a server it is the local double
of Kestra on the same machine, which answers at once unless a latency is named: what a real server and the way to it take comes on top, for as many requests as
the last column counts. Figures are the best and the median of several runs; "processor" is the median of what all threads of the process
worked, which other work on the machine changes least; the memory is the most that the process held at any time.

Measured on: ${machine}; Node ${node}. On another machine the relations between the rows tell more than the milliseconds.

${tableOf(rows)}

\`npm run bench -- --write --machine "…"\` measures again and writes this page.
`;
}
