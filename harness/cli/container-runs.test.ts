/** Tests of whole runs in Docker: what they find, what they leave behind, and what they survive. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { reach } from '../../containers/docker/fixtures/reach.ts';
import { containersOf, nothingIsLeft } from '../../containers/docker/fixtures/traces.ts';
import { OWNER_LABEL, printOwner, thisOwner } from '../../containers/docker/owner.ts';
import { cellsOf, readBundle } from '../bundle/index.ts';
import { realCommand } from './fixtures/real-command.ts';

const docker = await reach('docker');
const api = docker.engine?.api;

beforeEach((ctx) => ctx.skip(api === undefined, docker.reason));

/** Never used: without Docker every test is skipped before. */
const there = () => {
  if (api === undefined) throw new Error(docker.reason);
  return api;
};

const IN_DOCKER = ['--runtime', 'docker', '--oci-runtime', 'runc', '--seed', '1'];
const PLAIN = ['run', ...IN_DOCKER, '--profile', 'plain-user'];

function verdictsIn(out: string) {
  const { runs, problems } = readBundle(readFileSync(join(out, 'results.jsonl'), 'utf8'));
  return { runs, problems, verdicts: runs.flatMap(cellsOf) };
}

describe('a liar is caught in a container', () => {
  const SUBJECT = `// A kernel that opens sockets.
export default (kernel) => ({
  ...kernel,
  open: (path, flags, mode) => {
    const result = kernel.open(path, flags, mode);
    return result.errno === 6 ? kernel.open('/dev/null', 2 | 0o2000000, 0) : result;
  },
});
`;
  const outside = (): string => {
    const directory = mkdtempSync(join(tmpdir(), 'subject-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const shown = join(directory, 'shown');
    mkdirSync(shown, { mode: 0o755 });
    writeFileSync(join(shown, 'opens.mjs'), SUBJECT, { mode: 0o644 });
    return join(shown, 'opens.mjs');
  };

  test.each([
    ['that lies in the project', () => 'harness/liars/open-opens-sockets.ts'],
    ['that lies elsewhere', outside],
  ])('%s', async (_, subject) => {
    const words = ['inode.open.enxio-whatever-the-flags', '--subject', subject()];
    const { outcome, out, pid } = realCommand([...PLAIN, ...words]);

    expect(await outcome).toMatchObject({ code: 1 });
    expect(verdictsIn(out).verdicts[0]?.failure?.signature).toMatch(
      /^open:open\.(dead-)?socket:errno:success$/,
    );
    await nothingIsLeft(there(), pid);
  });

  test('that belongs to the project and not to the image', async () => {
    const file = join(import.meta.dirname, `fixtures/subject-${process.pid}.mjs`);
    writeFileSync(file, SUBJECT);
    onTestFinished(() => rmSync(file));
    const words = ['inode.open.enxio-whatever-the-flags', '--subject', file];

    expect(await realCommand([...PLAIN, ...words]).outcome).toMatchObject({ code: 1 });
  });
});

describe('nothing is left behind', () => {
  test('after a whole run', async () => {
    const { pid, outcome } = realCommand([...PLAIN, '--runs', '3']);

    expect(await outcome).toMatchObject({ code: 0 });
    await nothingIsLeft(there(), pid);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', null],
  ] as const)('after %s in the middle', async (signal, code) => {
    const { pid, outcome, says, kill } = realCommand([...PLAIN, '-v']);
    await says('stream.socket.');
    expect(await containersOf(there(), pid)).toHaveLength(1);

    kill(signal);

    expect((await outcome).code).toBe(code);
    await nothingIsLeft(there(), pid);
  });

  test('after SIGKILL of one with two containers and their volumes', async () => {
    const before = (await there().listVolumes()).Volumes?.length ?? 0;
    const { pid, outcome, says, kill } = realCommand([
      ...['run', ...IN_DOCKER, '--profile', 'across-containers', '-v'],
    ]);
    await says('stream.socket.');
    expect(await containersOf(there(), pid)).toHaveLength(2);

    kill('SIGKILL');

    await outcome;
    await nothingIsLeft(there(), pid);
    // They have no name, and so no label; another run may have some of its own.
    const count = async () =>
      expect((await there().listVolumes()).Volumes?.length ?? 0).toBeLessThanOrEqual(before);
    await vi.waitFor(count, { timeout: 10_000, interval: 200 });
  });

  test('of a run whose owner died without a word', async () => {
    // The process is gone, as its start time is another one's.
    const Labels = { [OWNER_LABEL]: printOwner({ ...thisOwner(), start: '1' }) };
    const first = realCommand([...PLAIN, 'ports', '--runs', '1']);
    await first.outcome;
    const [image] = await there().listImages({ filters: { label: ['org.sockspec.image'] } });
    const orphan = await there().createContainer({ Image: image?.Id, Labels });
    const volume = `orphan-${process.pid}`;
    await there().createVolume({ Name: volume, Labels });
    onTestFinished(async () => {
      await orphan.remove({ force: true }).catch(() => {});
      await there()
        .getVolume(volume)
        .remove()
        .catch(() => {});
    });

    await realCommand([...PLAIN, 'ports', '--runs', '1']).outcome;

    await nothingIsLeft(there(), thisOwner().pid);
  });
});

test('two matrices at once do not disturb each other', async () => {
  const profiles = ['--profile', 'plain-user', '--profile', 'only-net-bind'];
  const both = [1, 2].map(() => realCommand(['matrix', ...IN_DOCKER, ...profiles, '--runs', '3']));

  for (const { outcome } of both) expect(await outcome).toMatchObject({ code: 0 });
  for (const { out } of both) expect(verdictsIn(out).runs).toHaveLength(2);
  for (const { pid } of both) await nothingIsLeft(there(), pid);
});

test('a container that is killed costs one property', async () => {
  const { pid, out, outcome, says } = realCommand([...PLAIN, '--runs', '15', '-v']);
  await says('stream.socket.');
  const [id = ''] = await containersOf(there(), pid);

  await there().getContainer(id).kill();

  const { code, stderr } = await outcome;
  expect(stderr).toContain('; going on in a fresh guest');
  expect(code).toBe(3);
  const counts = Object.groupBy(verdictsIn(out).verdicts, ({ verdict }) => verdict);
  expect(counts.broken).toHaveLength(1);
  expect(counts.fail ?? []).toEqual([]);
  expect(counts.pass?.length).toBeGreaterThan(45);
  await nothingIsLeft(there(), pid);
});

test('a runtime that the engine does not know is told in one line', async () => {
  const words = ['--runtime', 'docker', '--oci-runtime', 'nonesuch'];

  expect(await realCommand(['run', ...words]).outcome).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^sockspec: docker knows no runtime nonesuch, only [^\n]+; [^\n]+\n$/,
    ),
  });
});
