/** Landlock (the same on x86-64 and arm64). */

export const LANDLOCK_CREATE_RULESET_VERSION = 1;
/** The version of the ABI that has scopes. */
export const LANDLOCK_SCOPES = 6;
export const LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET = 1;
/** struct landlock_ruleset_attr: 64-bit words, of which the third has the scopes. */
export const RULESET = { size: 24, scoped: 16 } as const;
