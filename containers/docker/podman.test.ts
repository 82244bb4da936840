import { describe } from 'vitest';
import { testGuests } from './fixtures/guest-tests.ts';
import { startPodman } from './fixtures/podman.ts';
import { reach } from './fixtures/reach.ts';
import { PODMAN_USUAL } from './fixtures/usual-capabilities.ts';

const absent = await startPodman();
const podman = absent === undefined ? await reach('podman') : { engine: undefined, reason: absent };

describe('a guest in Podman', () => {
  testGuests({ ...podman, runtime: undefined, usual: PODMAN_USUAL });
});
