/** The embedded sandbox as the place where guests run. */

import { findProfile, PROFILES } from '../../containers/profiles/index.ts';
import { launchSandbox, SandboxRefusal } from '../../containers/sandbox/index.ts';
import { UsageError } from './errors.ts';
import type { Place } from './place.ts';

/** Namespaces of our own on the running kernel. */
export const sandboxPlace: Place = {
  runtime: 'sandbox',
  profiles: PROFILES,
  find: (wanted) => PROFILES.find(({ name }) => name === wanted),
  usual: ['full-root'],
  async launch(profile, request) {
    try {
      return await launchSandbox({ profile: findProfile(profile), request });
    } catch (error) {
      if (!(error instanceof SandboxRefusal)) throw error;
      throw new UsageError(error.message);
    }
  },
  // A sandbox lasts as long as its guest.
  release: async () => {},
  [Symbol.asyncDispose]: async () => {},
};
