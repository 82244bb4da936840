/** Ports and the capability that low ones need. */

import { clauses } from './clause.ts';

export const PORTS = clauses('privileged-ports', [
  [
    'P01',
    'Without CAP_NET_BIND_SERVICE ports 1 to 1023 are EACCES; 0 and those from 1024 up are given.',
    'ip(7) ERRORS EACCES, capabilities(7)',
    'linux',
  ],
  [
    'P02',
    'The effective capability decides, not uid 0.',
    'capabilities(7) CAP_NET_BIND_SERVICE',
    'linux',
  ],
  [
    'P03',
    'The threshold is ip_unprivileged_port_start, for IPv4 and IPv6.',
    'ip-sysctl.rst ip_unprivileged_port_start',
    'linux',
    '4.11',
  ],
  [
    'P04',
    'With a start of 0 there is no privileged port.',
    'ip-sysctl.rst ip_unprivileged_port_start',
    'linux',
    '4.11',
  ],
  [
    'P05',
    'The start is 0 to 65535 and not above the low end of ip_local_port_range: else EINVAL.',
    'ip-sysctl.rst; sysctl_net_ipv4.c',
    'exact',
    '4.11',
  ],
  [
    'P06',
    'The start belongs to a network namespace, is 1024 in a new one, and is written with CAP_NET_ADMIN.',
    'ip-sysctl.rst, network_namespaces(7)',
    'linux',
    '4.11',
  ],
  [
    'P07',
    'The capability must be held over the user namespace that owns the network: root inside of it has none.',
    'user_namespaces(7), network_namespaces(7); af_inet.c ns_capable()',
    'linux',
  ],
  [
    'P08',
    'The network of the socket counts, in which it was made, not the one in which its holder is by now.',
    'network_namespaces(7); af_inet.c inet_port_requires_bind_service()',
    'exact',
  ],
  [
    'P09',
    'bind looks at the capabilities of the binder now, not at those of the maker of the socket.',
    'ip(7), af_inet.c __inet_bind()',
    'exact',
  ],
  [
    'P10',
    'Port 0 is given to anybody; the chosen port lies in ip_local_port_range.',
    'ip(7)',
    'linux',
  ],
  [
    'P11',
    'IPv4 tells of length, family, foreign address, privilege, bound already, taken, in this order.',
    'bind(2), ip(7) ERRORS; af_inet.c __inet_bind()',
    'exact',
  ],
  [
    'P12',
    'IPv6 tells of privilege before it looks whether the address is foreign.',
    'af_inet6.c __inet6_bind()',
    'exact',
  ],
  [
    'P13',
    'With IP_FREEBIND a socket is bound to an address that no interface here has.',
    'ip(7) IP_FREEBIND',
    'linux',
  ],
  [
    'P14',
    'SO_REUSEADDR, SO_REUSEPORT, IP_FREEBIND and IP_BIND_ADDRESS_NO_PORT do not lift the rule.',
    'ip(7), socket(7)',
    'linux',
  ],
  [
    'P15',
    'A v4-mapped address has the ports of IPv4, :: those of both families, and a v6-only socket none of IPv4.',
    'ipv6(7) IPV6_V6ONLY; ip(7)',
    'linux',
  ],
  [
    'P16',
    'Sockets that all have SO_REUSEADDR share a port, unless one of them is TCP and listens.',
    'socket(7) SO_REUSEADDR',
    'linux',
  ],
  [
    'P17',
    'Sockets that all have SO_REUSEPORT share a port if they are of one user, and with nobody else.',
    'socket(7) SO_REUSEPORT',
    'linux',
    '3.9',
  ],
  [
    'P18',
    'With IP_BIND_ADDRESS_NO_PORT a bind to port 0 takes the address, and no port yet.',
    'ip(7) IP_BIND_ADDRESS_NO_PORT',
    'linux',
    '4.2',
  ],
  [
    'P19',
    'After EACCES the socket is unbound and may be bound elsewhere.',
    'af_inet.c __inet_bind()',
    'exact',
  ],
  [
    'P20',
    'Of TCP sockets that share a port by SO_REUSEADDR one listens, and the next is EADDRINUSE.',
    'listen(2) ERRORS EADDRINUSE, socket(7) SO_REUSEADDR',
    'linux',
  ],
  [
    'P21',
    'A bind of IPv4 takes an address without a family if it is INADDR_ANY, with the rule for its port; any other is EAFNOSUPPORT.',
    'af_inet.c __inet_bind()',
    'exact',
  ],
  [
    'P22',
    'To send or to connect to a low port needs nothing.',
    'ip(7), capabilities(7) CAP_NET_BIND_SERVICE: bind',
    'linux',
  ],
]);
