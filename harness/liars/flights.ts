/** Liars about descriptors in flight: without a limit, with another one, and of another user. */

import { ERRNO } from '../abi/errno.ts';
import { POLLHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { type Kernel, parseControl } from '../kernel/index.ts';
import {
  capable,
  failure,
  followed,
  forgiven,
  type Liars,
  liar,
  optionOf,
  swapped,
  telling,
} from './lie.ts';
import { isEnclosed } from './namespaces.ts';

const UDP = 'rights.sendmsg.udp-ignores-them';
const MUCH = 30_000;
const FLIGHTS = 'rights.sendmsg.so-many-in-flight';

type Sent = Parameters<Kernel['sendmsg']>[1];

function rightsOf({ control }: Sent): number[] {
  if (control === undefined) return [];
  return parseControl(control)
    .filter(({ level, type }) => level === S.SOL_SOCKET && type === S.SCM_RIGHTS)
    .flatMap(({ data }) => [...new Int32Array(data.slice().buffer)]);
}
const countOf = (message: Sent): number => rightsOf(message).length;

/** Some messages that would be sent are refused. */
const refusing =
  (isRefused: (kernel: Kernel, message: Sent) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    sendmsg: (fd, message, flags) =>
      isRefused(kernel, message)
        ? failure(ERRNO.ETOOMANYREFS, undefined)
        : kernel.sendmsg(fd, message, flags),
  });

const mostOf = (kernel: Kernel): number => kernel.getrlimit(7).out[0];

/** What was ever sent counts for ever. */
function neverLands(kernel: Kernel): Kernel {
  let sent = 0;
  let user = -1;
  return {
    ...kernel,
    sendmsg: (fd, message, flags) => {
      const { out } = kernel.getresuid();
      if (out[0] !== user) sent = 0;
      user = out[0];
      const count = countOf(message);
      const isExempt = capable(kernel, 'SYS_RESOURCE') || capable(kernel, 'SYS_ADMIN');
      if (count > 0 && sent > mostOf(kernel) && !isExempt)
        return failure(ERRNO.ETOOMANYREFS, undefined);
      const told = kernel.sendmsg(fd, message, flags);
      if (told.ret > 0) sent += count;
      return told;
    },
  };
}

const COLLECTED = 'rights.sendmsg.collected-counts-no-more';
const CYCLES = 'rights.close.cycles-are-collected';

/** Where a socket was sent in such a way, pipes in flight do not hang up as long as somebody waits for that. */
const keepsGarbage =
  (isSuch: (kernel: Kernel, fd: number, flags: number) => boolean) =>
  (kernel: Kernel): Kernel => {
    let isKept = false;
    return {
      ...kernel,
      pipe2: (flags) => {
        isKept = false;
        return kernel.pipe2(flags);
      },
      sendmsg: (fd, message, flags) => {
        const isOfSocket = rightsOf(message).some((one) => optionOf(kernel, one, S.SO_TYPE) > 0);
        isKept ||= isOfSocket && isSuch(kernel, fd, flags);
        return kernel.sendmsg(fd, message, flags);
      },
      poll: (entries, timeout) => {
        const told = kernel.poll(entries, timeout);
        return isKept && timeout > 0 && told.out[0] === POLLHUP
          ? { ret: 0, errno: 0, out: [0] }
          : told;
      },
    };
  };

const sendsSocket = (kernel: Kernel, message: Sent): boolean =>
  rightsOf(message).some((one) => optionOf(kernel, one, S.SO_TYPE) > 0);

/** What was sent together with the socket that it then waits in counts for ever. */
function countsGarbage(kernel: Kernel): Kernel {
  let [sent, user] = [0, -1];
  return {
    ...kernel,
    sendmsg: (fd, message, flags) => {
      const [uid] = kernel.getresuid().out;
      if (uid !== user) sent = 0;
      user = uid;
      const count = countOf(message);
      if (count > 0 && sent > mostOf(kernel)) return failure(ERRNO.ETOOMANYREFS, undefined);
      const told = kernel.sendmsg(fd, message, flags);
      // A pipe is there to tell.
      if (told.ret > 0 && count > 1 && sendsSocket(kernel, message)) sent += count;
      return told;
    },
  };
}

/** Once the collector came, its user is not looked at any more. */
function forgetsUsers(kernel: Kernel): Kernel {
  let hasCome = false;
  return {
    ...kernel,
    pipe2: (flags) => {
      hasCome = false;
      return kernel.pipe2(flags);
    },
    poll: (entries, timeout) => {
      const told = kernel.poll(entries, timeout);
      hasCome ||= timeout > 0 && told.out[0] === POLLHUP;
      return told;
    },
    sendmsg: (fd, message, flags) => {
      const told = kernel.sendmsg(fd, message, flags);
      return hasCome && told.errno === ERRNO.ETOOMANYREFS
        ? { ret: message.data.length, errno: 0, out: undefined }
        : told;
    },
  };
}

export default {
  'what-is-collected-counts-on': liar(
    COLLECTED,
    'what the collector has taken is in flight as ever.',
    countsGarbage,
  ),
  'the-collector-lifts-the-limit': liar(
    COLLECTED,
    'once the collector came there is no limit of what is in flight.',
    forgetsUsers,
  ),
  'root-inside-has-any-number-in-flight': liar(
    'rights.sendmsg.no-capability-inside-lifts-the-limit',
    'a capability of a user namespace lifts the limit of what is in flight.',
    forgiven(
      'sendmsg',
      'ETOOMANYREFS',
      (_, kernel) =>
        isEnclosed && (capable(kernel, 'SYS_RESOURCE') || capable(kernel, 'SYS_ADMIN')),
    ),
  ),
  'netlink-looks-at-descriptors-first': liar(
    'rights.sendmsg.netlink-refuses-them',
    'netlink says EBADF of descriptors that are not open.',
    (kernel) => ({
      ...kernel,
      sendmsg: (fd, message, flags) => {
        const told = kernel.sendmsg(fd, message, flags);
        const isOf = optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_NETLINK;
        const isShut = rightsOf(message).some((one) => kernel.fstat(one).ret < 0);
        return isOf && isShut ? failure(ERRNO.EBADF, undefined) : told;
      },
    }),
  ),
  'netlink-ignores-descriptors': liar(
    'rights.sendmsg.netlink-refuses-them',
    'netlink ignores descriptors, as UDP does.',
    telling('sendmsg', (told, [fd, { data }], kernel) =>
      told.ret < 0 && optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_NETLINK
        ? { ret: data.length, errno: 0, out: undefined }
        : told,
    ),
  ),
  'urgent-cycles-are-never-collected': liar(
    CYCLES,
    'what waits with an urgent byte is never collected.',
    keepsGarbage((_, __, flags) => (flags & S.MSG_OOB) !== 0),
  ),
  'record-cycles-are-never-collected': liar(
    CYCLES,
    'what waits in the queue of a seqpacket socket is never collected.',
    keepsGarbage((kernel, fd) => optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_SEQPACKET),
  ),
  'datagram-cycles-are-never-collected': liar(
    CYCLES,
    'what waits in the queue of a datagram socket is never collected.',
    keepsGarbage((kernel, fd) => optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_DGRAM),
  ),
  'any-number-is-in-flight': liar(
    FLIGHTS,
    'descriptors in flight are not limited.',
    forgiven('sendmsg', 'ETOOMANYREFS'),
  ),
  'too-many-is-another-error': liar(
    FLIGHTS,
    'too many in flight is EMFILE.',
    swapped('sendmsg', 'ETOOMANYREFS', 'EMFILE'),
  ),
  'a-message-counts-for-itself': liar(
    FLIGHTS,
    'a message with more than the limit is refused.',
    refusing(
      (kernel, message) =>
        countOf(message) > mostOf(kernel) &&
        !capable(kernel, 'SYS_RESOURCE') &&
        !capable(kernel, 'SYS_ADMIN'),
    ),
  ),
  'udp-refuses-descriptors': liar(
    UDP,
    'UDP takes no SCM_RIGHTS.',
    telling('sendmsg', (told, [fd, message], kernel) =>
      told.ret >= 0 && countOf(message) > 0 && optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_INET
        ? failure(ERRNO.EINVAL, undefined)
        : told,
    ),
  ),
  'udp-holds-descriptors': liar(
    UDP,
    'descriptors that UDP was given stay open.',
    followed('sendmsg', (kernel, [fd, message]) => {
      if (optionOf(kernel, fd, S.SO_DOMAIN) !== S.AF_INET) return;
      for (const one of rightsOf(message)) kernel.dup(one);
    }),
  ),
  'names-have-any-number-in-flight': liar(
    FLIGHTS,
    'what is sent to a name may be too much in flight.',
    forgiven('sendmsg', 'ETOOMANYREFS', ([, { name }]) => name !== undefined),
  ),
  'pieces-go-without-what-is-too-much': liar(
    FLIGHTS,
    'a send in pieces goes without the descriptors that were too many.',
    (kernel) => ({
      ...kernel,
      sendmsg: (fd, message, flags) => {
        const told = kernel.sendmsg(fd, message, flags);
        if (told.errno !== ERRNO.ETOOMANYREFS || message.data.length < MUCH) return told;
        return kernel.sendmsg(fd, { data: message.data }, flags);
      },
    }),
  ),
  'nothing-lands': liar(FLIGHTS, 'what was received or closed is in flight as ever.', neverLands),
} satisfies Liars;
