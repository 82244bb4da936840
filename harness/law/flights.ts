/** Descriptors in flight: each user has so many at most as the sender's RLIMIT_NOFILE says, and one message more. */

import { SOCK_STREAM } from '../abi/socket.ts';
import { type CallLaw, done, look } from './call.ts';
import { capable } from './permission.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Sending } from './send.ts';
import type { Packet, Process, State } from './state.ts';
import { nameIfSending } from './unix-bind.ts';

const R = {
  set: rule('flights.set', 'R25', 'getrlimit(2) RLIMIT_NOFILE'),
};

const MOST = 64;
/** Lower ids are also of others on this machine, and what they have in flight counts. */
const OWN_IDS = 10_000;
/** A machine's first user namespace knows all ids. */
const ALL_IDS = 0xffff_ffff;

export const flights: CallLaw<'flights'> = {
  look,
  refusals: [],
  allow: ({ op: { most }, me }) => {
    if (most !== 'any' && (most < 0 || most > MOST)) throw new Unmodelled('so many in flight');
    return done(R.set, () => {
      me.mostInFlight = most === 'any' ? undefined : most;
    });
  },
};

/** So many more, or less, that this user has in flight. */
export function countFlights({ flights }: State, user: number, change: number): void {
  const count = (flights.get(user) ?? 0) + change;
  if (count === 0) flights.delete(user);
  else flights.set(user, count);
}

export function landFlights(state: State, { files, user }: Packet): void {
  if (files !== undefined && files.length > 0) countFlights(state, user, -files.length);
}

/** Whether who sends has more in flight than it may have. */
export function isOverLimit({ flights }: State, { cred, mostInFlight }: Process): boolean {
  return mostInFlight !== undefined && (flights.get(cred.ruid) ?? 0) > mostInFlight;
}

/** too_many_unix_fds(): either capability, over the first user namespace, lifts the limit. */
export function isExempt({ world }: State, me: Process): boolean {
  if (!capable(me, 'SYS_RESOURCE') && !capable(me, 'SYS_ADMIN')) return false;
  if (me.uids !== undefined) return false;
  if (!world.uids.some(([first, count]) => first === 0 && count >= ALL_IDS))
    throw new Unmodelled('whose capabilities these are');
  return true;
}

/** Descriptors go with it; a stream of which nothing is sent sends none. */
const takesOff = ({ op, socket, attached }: Sending): boolean =>
  attached.files.length > 0 && (op.size > 0 || socket.type !== SOCK_STREAM);

const isRefused = (v: Sending): boolean =>
  takesOff(v) && isOverLimit(v.state, v.me) && !isExempt(v.state, v.me);

/** Asked where nothing else may be refused. */
export const tooManyInFlight: Refusal<Sending> = refusal(
  'rights.too-many-in-flight',
  'ETOOMANYREFS',
  'R25',
  'unix(7) ERRORS ETOOMANYREFS; getrlimit(2) RLIMIT_NOFILE',
  isRefused,
  // A message of its own has been made by then, and its sender been named (unix_dgram_sendmsg()).
  { effect: nameIfSending },
);

/** Of what else may be refused the law does not say which comes first. */
export function lookAtFlights(v: Sending, isRefusedElse: () => boolean): void {
  if (v.me.mostInFlight === undefined || !takesOff(v)) return;
  if (v.me.cred.ruid < OWN_IDS) throw new Unmodelled('a user that others are, too');
  if (v.state.garbage.size > 0) throw new Unmodelled('in flight until it is collected');
  if (isRefused(v) && isRefusedElse()) throw new Unmodelled('which error comes first');
}
