/** What sockets ask for that want to know who sends: credentials, pidfds, or both. */

import type { Socket } from './state.ts';

/** unix_may_passcred(): either of them attaches credentials, keeps senders apart and gives a name. */
export function asksWhoSends({ passCredentials, passPidfds }: Socket): boolean {
  return passCredentials || passPidfds;
}
