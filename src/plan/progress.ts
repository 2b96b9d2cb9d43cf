/**
 * Called often while long work goes on, with how much is done; whoever listens decides how often to show it.
 */
export type Progress = (done: number, total: number, bytes?: number) => void;
