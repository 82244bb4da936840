import { expect, test } from 'vitest';
import { resumeCommand } from './resume-command.ts';

test.each([
  [['sandbox'], 'npx sockspec run --resume out'],
  [[], 'npx sockspec run --resume out'],
  [
    ['docker-runc', 'docker-runc'],
    'npx sockspec matrix --runtime docker --oci-runtime runc --resume out',
  ],
  [
    ['sandbox', 'docker-runc', 'docker-io.containerd.runc.v2'],
    'npx sockspec matrix --runtime sandbox --runtime docker --oci-runtime runc --oci-runtime io.containerd.runc.v2 --resume out',
  ],
])('what was begun in %s goes on with its own verb', (runtimes, command) => {
  expect(resumeCommand('out', runtimes)).toBe(command);
});

test('a directory with a blank in its name is quoted', () => {
  expect(resumeCommand('my out', [])).toBe("npx sockspec run --resume 'my out'");
});
