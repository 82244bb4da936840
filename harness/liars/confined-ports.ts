/** Liars about the ports of TCP that Landlock leaves. */

import { ERRNO } from '../abi/errno.ts';
import { LANDLOCK_ACCESS_NET, PORT_RULE, RULESET } from '../abi/landlock.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import {
  asking,
  capable,
  failure,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  success,
} from './lie.ts';

const BINDS = 'ports.bind.confined-to-some-ports';
const CONNECTS = 'ports.connect.confined-to-some-ports';

type To = 'bind' | 'connect';

/** A ruleset that the process is confined by, as a liar remembers it. */
interface Layer {
  readonly handled: number;
  readonly rules: readonly { readonly access: number; readonly port: number }[];
}

const leaves = ({ handled, rules }: Layer, to: To, port: number): boolean =>
  (handled & LANDLOCK_ACCESS_NET[to]) === 0 ||
  rules.some((rule) => rule.port === port && (rule.access & LANDLOCK_ACCESS_NET[to]) !== 0);

const handles = (layers: readonly Layer[], to: To): boolean =>
  layers.some(({ handled }) => (handled & LANDLOCK_ACCESS_NET[to]) !== 0);

const word = (bytes: Uint8Array, at: number): number =>
  Number(Buffer.from(bytes).readBigUInt64LE(at));

/** Wraps a kernel whose liar knows by what it is confined. */
const confined =
  (lie: (kernel: Kernel, layers: readonly Layer[]) => Partial<Kernel>) =>
  (kernel: Kernel): Kernel => {
    const layers: Layer[] = [];
    let handled = 0;
    let rules: { access: number; port: number }[] = [];
    return {
      ...kernel,
      ...lie(kernel, layers),
      landlock_create_ruleset: (bytes, flags) => {
        [handled, rules] = [bytes === undefined ? 0 : word(bytes, RULESET.net), []];
        return kernel.landlock_create_ruleset(bytes, flags);
      },
      landlock_add_rule: (fd, type, rule) => {
        rules.push({ access: word(rule, PORT_RULE.access), port: word(rule, PORT_RULE.port) });
        return kernel.landlock_add_rule(fd, type, rule);
      },
      landlock_restrict_self: (fd) => {
        const result = kernel.landlock_restrict_self(fd);
        if (result.ret === 0) layers.push({ handled, rules });
        return result;
      },
    };
  };

interface Asked {
  readonly kernel: Kernel;
  readonly layers: readonly Layer[];
  readonly fd: number;
  readonly address: Uint8Array;
  readonly result: Result;
}

const isDenied = ({ result }: Asked): boolean => result.ret < 0 && result.errno === ERRNO.EACCES;
const protocolOf = ({ kernel, fd }: Asked): number => optionOf(kernel, fd, S.SO_PROTOCOL);

/** One of both calls, of who is confined in it, whose result may be another. */
const telling = (to: To, change: (asked: Asked) => Result | undefined) =>
  confined((kernel, layers) => ({
    [to]: (fd: number, address: Uint8Array, length?: number) => {
      const result = kernel[to](fd, address, length);
      if (!handles(layers, to)) return result;
      return change({ kernel, layers, fd, address, result }) ?? result;
    },
  }));

const allowing = (to: To, where: (asked: Asked) => boolean) =>
  telling(to, (asked) => (isDenied(asked) && where(asked) ? success : undefined));

const isLeft = ({ layers, address }: Asked, to: To): boolean =>
  layers.every((layer) => leaves(layer, to, portOf(address)));

/** Sockets of other protocols, as if they were of TCP. */
const covering = (protocol: number) =>
  telling('bind', (asked) =>
    protocolOf(asked) === protocol && !isLeft(asked, 'bind') && asked.result.ret === 0
      ? failure(ERRNO.EACCES, undefined)
      : undefined,
  );

const changedRule = (change: (rule: Buffer) => void) =>
  asking('landlock_add_rule', ([fd, type, rule]) => {
    const bytes = Buffer.from(rule);
    change(bytes);
    return [fd, type, bytes];
  });

export default {
  'ports-are-confined-in-words': liar(BINDS, 'landlock_restrict_self does nothing.', (kernel) => ({
    ...kernel,
    landlock_restrict_self: () => success,
  })),
  'confined-bind-any-port': liar(
    BINDS,
    'bind of a port that was not left is a success.',
    allowing('bind', ({ address }) => portOf(address) >= 1024),
  ),
  'port-rules-are-forgotten': liar(BINDS, 'landlock_add_rule does nothing.', (kernel) => ({
    ...kernel,
    landlock_add_rule: () => success,
  })),
  'port-rules-in-network-order': liar(
    BINDS,
    'the port of a rule is read in network byte order.',
    changedRule((rule) => void rule.subarray(PORT_RULE.port, PORT_RULE.port + 2).swap16()),
  ),
  'confined-port-zero-is-free': liar(
    BINDS,
    'bind of port 0 is a success for who has no rule for it.',
    allowing('bind', ({ address }) => portOf(address) === 0),
  ),
  'port-zero-rule-leaves-the-range': liar(
    BINDS,
    'a rule for port 0 leaves every port from 1024 up.',
    allowing(
      'bind',
      ({ layers, address }) =>
        portOf(address) >= 1024 && layers.every((layer) => leaves(layer, 'bind', 0)),
    ),
  ),
  'confinement-covers-udp': liar(
    BINDS,
    'rules for TCP are those of UDP, too.',
    covering(S.IPPROTO_UDP),
  ),
  'confinement-covers-mptcp': liar(
    BINDS,
    'rules for TCP are those of MPTCP, too.',
    covering(S.IPPROTO_MPTCP),
  ),
  'confinement-forgets-ipv6': liar(
    BINDS,
    'sockets of IPv6 bind ports that were not left.',
    allowing('bind', ({ address }) => address.length > 16 && portOf(address) >= 1024),
  ),
  'confined-hear-first-what-is-foreign': liar(
    BINDS,
    'bind to a foreign address is EADDRNOTAVAIL for who is confined, whatever the port.',
    telling('bind', (asked) => {
      const told = parsed(asked.address);
      return isDenied(asked) && 'host' in told && told.host === '192.0.2.1'
        ? failure(ERRNO.EADDRNOTAVAIL, undefined)
        : undefined;
    }),
  ),
  'confined-hear-first-who-is-bound': liar(
    BINDS,
    'bind of a bound socket is EINVAL for who is confined, whatever the port.',
    telling('bind', (asked) => {
      const { ret, out } = asked.kernel.getsockname(asked.fd, 128);
      const port = ret < 0 ? 0 : portOf(out.bytes);
      return isDenied(asked) && port !== 0 ? failure(ERRNO.EINVAL, undefined) : undefined;
    }),
  ),
  'confined-hear-last-of-short-addresses': liar(
    BINDS,
    'an address that is short is EACCES for who is confined.',
    telling('bind', (asked) =>
      asked.address.length === 15 && protocolOf(asked) === S.IPPROTO_TCP
        ? failure(ERRNO.EACCES, undefined)
        : undefined,
    ),
  ),
  'capability-lifts-confinement': liar(
    BINDS,
    'who has CAP_NET_BIND_SERVICE binds low ports that were not left.',
    allowing(
      'bind',
      ({ kernel, address }) =>
        portOf(address) > 0 && portOf(address) < 1024 && capable(kernel, 'NET_BIND_SERVICE'),
    ),
  ),
  'left-ports-need-no-capability': liar(
    BINDS,
    'a low port that was left needs no capability.',
    allowing('bind', (asked) => isLeft(asked, 'bind') && protocolOf(asked) === S.IPPROTO_TCP),
  ),
  'last-confinement-counts': liar(
    BINDS,
    'of several confinements the last one decides.',
    allowing('bind', ({ layers, address }) => {
      const last = layers.at(-1);
      return last !== undefined && leaves(last, 'bind', portOf(address)) && layers.length > 1;
    }),
  ),
  'first-confinement-counts': liar(
    BINDS,
    'of several confinements the first one decides.',
    allowing('bind', ({ layers, address }) => {
      const [first] = layers;
      return first !== undefined && leaves(first, 'bind', portOf(address)) && layers.length > 1;
    }),
  ),
  'confinement-covers-listen': liar(
    BINDS,
    'listen is EACCES for who is confined, on a socket whose port was not left.',
    confined((kernel, layers) => ({
      listen: (fd, backlog) => {
        const { ret, out } = kernel.getsockname(fd, 128);
        const isOf = ret >= 0 && optionOf(kernel, fd, S.SO_PROTOCOL) === S.IPPROTO_TCP;
        return isOf && layers.some((layer) => !leaves(layer, 'bind', portOf(out.bytes)))
          ? failure(ERRNO.EACCES, undefined)
          : kernel.listen(fd, backlog);
      },
    })),
  ),
  'confinement-is-of-makers': liar(
    BINDS,
    'sockets that were made before are not confined.',
    confined((kernel, layers) => {
      const early = new Set<number>();
      return {
        socket: (domain, type, protocol) => {
          const made = kernel.socket(domain, type, protocol);
          if (layers.length === 0) early.add(made.ret);
          return made;
        },
        close: (fd) => {
          early.delete(fd);
          return kernel.close(fd);
        },
        bind: (fd, address, length) => {
          const result = kernel.bind(fd, address, length);
          const isFree = layers.length > 0 && early.has(fd) && portOf(address) >= 1024;
          return isFree && result.errno === ERRNO.EACCES ? success : result;
        },
      };
    }),
  ),
  'confined-connect-anywhere': liar(
    CONNECTS,
    'connect to a port that was not left is a success.',
    allowing('connect', () => true),
  ),
  'confined-connect-is-refused': liar(
    CONNECTS,
    'connect to a port that was not left is ECONNREFUSED.',
    telling('connect', (asked) =>
      isDenied(asked) ? failure(ERRNO.ECONNREFUSED, undefined) : undefined,
    ),
  ),
  'confined-connect-says-eperm': liar(
    CONNECTS,
    'connect to a port that was not left is EPERM, as with scopes.',
    telling('connect', (asked) => (isDenied(asked) ? failure(ERRNO.EPERM, undefined) : undefined)),
  ),
  'confined-connect-with-udp-to-few': liar(
    CONNECTS,
    'rules for TCP are those of UDP, too.',
    telling('connect', (asked) =>
      protocolOf(asked) === S.IPPROTO_UDP && !isLeft(asked, 'connect') && asked.result.ret === 0
        ? failure(ERRNO.EACCES, undefined)
        : undefined,
    ),
  ),
  'rules-for-bind-are-for-connect': liar(
    CONNECTS,
    'who is confined in what it binds connects to no other port either.',
    confined((kernel, layers) => ({
      connect: (fd, address, length) => {
        const result = kernel.connect(fd, address, length);
        const isLate = layers.some((layer) => !leaves(layer, 'bind', portOf(address)));
        return isLate && result.ret === 0 ? failure(ERRNO.EACCES, undefined) : result;
      },
    })),
  ),
  'confined-connect-to-mapped': liar(
    CONNECTS,
    'sockets of IPv6 connect to v4-mapped addresses with ports that were not left.',
    allowing('connect', ({ address }) => {
      const told = parsed(address);
      return 'host' in told && told.host.startsWith('::ffff:');
    }),
  ),
} satisfies Liars;
