/** Liars about the calls by which a process becomes somebody else. */

import type { Kernel } from '../kernel/index.ts';
import { type Liars, liar } from './lie.ts';

const NET_BIND_SERVICE = 1n << 10n;

export default {
  'groups-but-for-the-last': liar(
    'peercred.getsockopt.supplementary-groups',
    'setgroups leaves out the last group.',
    (kernel: Kernel): Kernel => ({
      ...kernel,
      setgroups: (groups) => kernel.setgroups(groups.slice(0, -1)),
    }),
  ),
  'effective-gid-is-the-saved-one': liar(
    'peercred.connect.captured-at-the-moment',
    'setresgid sets the effective gid to the saved one.',
    (kernel: Kernel): Kernel => ({
      ...kernel,
      setresgid: (real, _effective, saved) => kernel.setresgid(real, saved, saved),
    }),
  ),
  'low-ports-are-kept': liar(
    'ports.bind.the-capability-decides-not-the-uid',
    'capset leaves CAP_NET_BIND_SERVICE in the effective set.',
    (kernel: Kernel): Kernel => ({
      ...kernel,
      capset: (sets) => {
        const kept = sets.permitted & NET_BIND_SERVICE;
        return kernel.capset({ ...sets, effective: sets.effective | kept });
      },
    }),
  ),
  'one-group-is-enough': liar(
    'peercred.getsockopt.supplementary-groups',
    'setgroups takes one group alone.',
    (kernel: Kernel): Kernel => ({
      ...kernel,
      setgroups: (groups) =>
        groups.length > 1 ? { ret: -1, errno: 1, out: undefined } : kernel.setgroups(groups),
    }),
  ),
} satisfies Liars;
