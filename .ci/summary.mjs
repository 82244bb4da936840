/** Prints the totals line of CI from vitest's JSON report; a file that does not load, or skips what it must not, is one failure. */

import { readFileSync } from 'node:fs';

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const tests = testResults.flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
const unloaded = testResults.filter(
  (file) =>
    file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
).length;
/** Without Docker these would be silent, and green. */
const needed = [
  'docker/docker.test.ts',
  'cli/container-runs.test.ts',
  'cli/private-docker.test.ts',
];
const idle = needed.filter((name) => {
  const file = testResults.find((result) => result.name.endsWith(name));
  return (
    file?.assertionResults.every(({ status }) => status === 'passed' || status === 'failed') !==
    true
  );
});
for (const name of idle) console.error(`${name}: not every test ran; Docker must answer here`);
const failed = count('failed') + unloaded + idle.length;
console.log(
  `${count('passed')} passed, ${failed} failed, ${count('skipped', 'pending', 'todo', 'disabled')} skipped`,
);
process.exit(failed === 0 ? 0 : 1);
