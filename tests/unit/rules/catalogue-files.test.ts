import { expect, test } from '@jest/globals';
import { catalogueFiles } from '../../../src/rules/catalogue/files.js';

test('the catalogues name the version they were made from', () => {
  expect(catalogueFiles['1.3']).toHaveProperty('meta.kestra', '1.3.31');
  expect(catalogueFiles['2.0']).toHaveProperty('meta.kestra', '2.0.0');
});
