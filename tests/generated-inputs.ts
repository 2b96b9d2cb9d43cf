import fc from 'fast-check';

/**
 * FUZZ_SEED makes a run meet the inputs of an earlier one. A failure names the seed of its own test, for
 * that test alone.
 */
const seed = process.env['FUZZ_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

export { fc };
