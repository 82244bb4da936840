import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { findEndpoint } from './endpoint.ts';

beforeEach(() => vi.stubEnv('DOCKER_TLS_VERIFY', undefined));
afterEach(() => vi.unstubAllEnvs());

/** An engine of one answer, at a socket of its own. */
async function listening(answer: RequestListener): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'endpoint-'));
  const path = join(directory, 'sock');
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    rmSync(directory, { recursive: true });
  });
  return path;
}

const honest: RequestListener = (_, response) => void response.end('OK');

test('where DOCKER_HOST says, an engine is found', async () => {
  vi.stubEnv('DOCKER_HOST', `unix://${await listening(honest)}`);

  await expect(findEndpoint('docker')).resolves.toBe(process.env.DOCKER_HOST);
});

test('where nobody listens, no other engine is asked', async () => {
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');

  await expect(findEndpoint('docker')).rejects.toThrow(
    'no docker answers at DOCKER_HOST=unix:///nowhere/docker.sock; start it there, or unset DOCKER_HOST',
  );
});

test('an engine that breaks off is none', async () => {
  vi.stubEnv('DOCKER_HOST', `unix://${await listening((request) => request.socket.destroy())}`);

  await expect(findEndpoint('podman')).rejects.toThrow(/^no podman answers at DOCKER_HOST=unix:/);
});

test('an engine that never answers is given up', { timeout: 10_000 }, async () => {
  vi.stubEnv('DOCKER_HOST', `unix://${await listening(() => {})}`);

  await expect(findEndpoint('docker')).rejects.toThrow(/^no docker answers/);
});

test.each(['nonsense', 'ssh://host/path'])('an address of "%s" is refused', async (host) => {
  vi.stubEnv('DOCKER_HOST', host);

  await expect(findEndpoint('docker')).rejects.toThrow(
    `DOCKER_HOST=${host} is no address that we can use; give unix:///path or tcp://host:port`,
  );
});

test('of the usual sockets the first that answers is taken', async () => {
  const path = await listening(honest);
  vi.stubEnv('DOCKER_HOST', undefined);
  vi.stubEnv('XDG_RUNTIME_DIR', join(path, '..'));

  // Podman's lies in a directory of its name, and this is none.
  await expect(findEndpoint('podman').catch((error: Error) => error.message)).resolves.toMatch(
    /^(unix:\/\/\/run\/podman\/podman\.sock$|no podman answers; on Debian: )/,
  );
});

test.skipIf(process.getuid?.() === 0)('a closed socket is told with the group', async () => {
  const path = await listening(honest);
  chmodSync(path, 0);
  vi.stubEnv('DOCKER_HOST', `unix://${path}`);

  await expect(findEndpoint('docker')).rejects.toThrow(/closed to this user; .*usermod -aG docker/);
});
