/** The public face of the embedded sandbox. */

export type { Ability, SandboxAbilities } from './abilities.ts';
export { sandboxAbilities } from './abilities.ts';
export { SandboxRefusal } from './identity.ts';
export type { Isolation } from './isolation.ts';
export type { SandboxOptions } from './launch.ts';
export { launchSandbox } from './launch.ts';
