import { expect, test } from 'vitest';
import { remedyFor } from './remedies.ts';

test.each([
  ['crun: cgroups in hybrid mode not supported, drop all controllers', /use runc/],
  ['unknown or invalid runtime name: kata', /daemon\.json/],
  ['mkdir /var/lib/docker: no space left on device', /docker system prune/],
  ['connect ECONNREFUSED /run/docker.sock', /still runs/],
  ['something new', /sockspec doctor/],
])('"%s" has a remedy of one line', (message, remedy) => {
  expect(remedyFor(message)).toMatch(remedy);
  expect(remedyFor(message)).not.toContain('\n');
});
