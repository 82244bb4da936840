/**
 * Prints the tests that failed and the totals line of CI, from vitest's JSON report; a file that does not load, or skips what
 * it must not, is one failure. All of it goes to standard output, for the script says it last, where nothing is cut off.
 */

import { readFileSync } from 'node:fs';

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const tests = testResults.flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
const unloaded = testResults.filter(
  (file) =>
    file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
);
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
for (const name of idle) console.log(`${name}: not every test ran; Docker must answer here`);
for (const { name, message } of unloaded) console.log(`${name}: ${message}`);
for (const { fullName, failureMessages } of tests.filter(({ status }) => status === 'failed'))
  console.log(`failed: ${fullName}: ${failureMessages[0]?.split('\n')[0] ?? ''}`);
const failed = count('failed') + unloaded.length + idle.length;
console.log(
  `${count('passed')} passed, ${failed} failed, ${count('skipped', 'pending', 'todo', 'disabled')} skipped`,
);
process.exit(failed === 0 ? 0 : 1);
