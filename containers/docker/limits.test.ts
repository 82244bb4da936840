import { expect, test } from 'vitest';
import { withinOurs } from './limits.ts';

const limits = (files: string, processes: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units     
Max processes             100                  ${processes}                processes 
Max open files            1024                 ${files}              files     
`;

test.each([
  ['4096', '96000', 4096, 96_000],
  ['unlimited', 'unlimited', 1_048_576, 100_000],
  ['2097152', '5000000', 1_048_576, 100_000],
])('of %s files and %s processes', (files, processes, nofile, nproc) => {
  expect(withinOurs(limits(files, processes), 100_000)).toEqual([
    { Name: 'nofile', Soft: nofile, Hard: nofile },
    { Name: 'nproc', Soft: nproc, Hard: nproc },
  ]);
});

test('what is not told is not bounded', () => {
  expect(withinOurs('', 100).map(({ Hard }) => Hard)).toEqual([1_048_576, 100]);
});
