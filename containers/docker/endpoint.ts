/** Where an engine listens: where DOCKER_HOST says and nowhere else, or at the first usual socket that answers. */

import { request } from 'node:http';
import { homedir } from 'node:os';
import type { EngineName } from './engine.ts';
import { ContainerRefusal } from './refusal.ts';

/** Milliseconds for an engine to answer the smallest question. */
const PATIENCE = 5_000;

const REMEDY = {
  docker: 'on Debian: apt-get install docker.io, and start dockerd; see sockspec doctor',
  podman: 'on Debian: apt-get install podman, then podman system service --time=0 &',
} as const satisfies Record<EngineName, string>;

/** The usual sockets: of root, and of a user. */
function usualSockets(name: EngineName): string[] {
  const { XDG_RUNTIME_DIR: own } = process.env;
  if (name === 'podman')
    return [...(own === undefined ? [] : [`${own}/podman/podman.sock`]), '/run/podman/podman.sock'];
  const rootless = own === undefined ? [] : [`${own}/docker.sock`];
  return ['/var/run/docker.sock', ...rootless, `${homedir()}/.docker/run/docker.sock`];
}

/**
 * The address in the form of DOCKER_HOST.
 *
 * @throws ContainerRefusal where nothing answers
 */
export async function findEndpoint(name: EngineName): Promise<string> {
  const { DOCKER_HOST: given } = process.env;
  const all = given ? [given] : usualSockets(name).map((path) => `unix://${path}`);
  let closed: string | undefined;
  for (const address of all) {
    const failure = await ping(address);
    if (failure === undefined) return address;
    if (failure === 'EACCES') closed ??= address;
    if (given) break;
  }
  if (closed !== undefined)
    throw new ContainerRefusal(
      `${name} at ${closed} is closed to this user`,
      'be root, or join the group of the socket: sudo usermod -aG docker $USER',
    );
  if (given)
    throw new ContainerRefusal(
      `no ${name} answers at DOCKER_HOST=${given}`,
      'start it there, or unset DOCKER_HOST',
    );
  throw new ContainerRefusal(`no ${name} answers`, REMEDY[name]);
}

/** Why it does not answer; undefined when it does, or when only its own client could ask it. */
function ping(address: string): Promise<string | undefined> {
  const { protocol, hostname, port, pathname } = parse(address);
  if (process.env.DOCKER_TLS_VERIFY === '1') return Promise.resolve(undefined);
  const where = protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port };
  return new Promise((resolve) => {
    const asked = request({ ...where, path: '/_ping', timeout: PATIENCE, agent: false });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(undefined);
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    asked.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'failed'));
    asked.end();
  });
}

function parse(address: string): URL {
  const url = URL.parse(address);
  if (url !== null && /^(unix|tcp|http|https):$/.test(url.protocol)) return url;
  throw new ContainerRefusal(
    `DOCKER_HOST=${address} is no address that we can use`,
    'give unix:///path or tcp://host:port',
  );
}
