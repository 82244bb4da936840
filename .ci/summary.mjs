/** Prints the totals line of CI from vitest's JSON report; a file that does not load counts as one failure. */

import { readFileSync } from 'node:fs';

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const tests = testResults.flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
const unloaded = testResults.filter(
  (file) =>
    file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
).length;
const failed = count('failed') + unloaded;
console.log(
  `${count('passed')} passed, ${failed} failed, ${count('skipped', 'pending', 'todo', 'disabled')} skipped`,
);
process.exit(failed === 0 ? 0 : 1);
