/** The public face of containers: engines, and guests in warm containers of a profile. */

export { grantable } from './container.ts';
export type { Engine, EngineName } from './engine.ts';
export { findEngine } from './engine.ts';
export { Fleet } from './fleet.ts';
export { ContainerRefusal } from './refusal.ts';
