/** Landlock (the same on x86-64 and arm64). */

export const LANDLOCK_CREATE_RULESET_VERSION = 1;
/** Tells what was repaired, a bit for each. */
export const LANDLOCK_CREATE_RULESET_ERRATA = 2;
/** Among those: only TCP has ports of TCP, not all that is a stream. */
export const LANDLOCK_ERRATUM_TCP = 1;
/** The version of the ABI that has rules for ports. */
export const LANDLOCK_PORTS = 4;
/** The version of the ABI that has scopes. */
export const LANDLOCK_SCOPES = 6;
export const LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET = 1;
export const LANDLOCK_RULE_NET_PORT = 2;
/** LANDLOCK_ACCESS_NET_BIND_TCP and LANDLOCK_ACCESS_NET_CONNECT_TCP. */
export const LANDLOCK_ACCESS_NET = { bind: 1, connect: 2 } as const;
/** struct landlock_ruleset_attr: 64-bit words, of which the second has the accesses to ports, and the third the scopes. */
export const RULESET = { size: 24, net: 8, scoped: 16 } as const;
/** struct landlock_net_port_attr: 64-bit words, the port in the machine's byte order. */
export const PORT_RULE = { size: 16, access: 0, port: 8 } as const;
