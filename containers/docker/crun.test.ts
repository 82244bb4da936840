import { describe } from 'vitest';
import { testGuests } from './fixtures/guest-tests.ts';
import { reach } from './fixtures/reach.ts';
import { DOCKER_USUAL } from './fixtures/usual-capabilities.ts';

const docker = await reach('docker');

describe('a guest in Docker with crun', () => {
  testGuests({ ...docker, runtime: 'crun', usual: DOCKER_USUAL });
});
