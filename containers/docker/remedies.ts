/** What helps against a refusal of an engine, found by its words. */

const REMEDIES: readonly (readonly [words: RegExp, remedy: string])[] = [
  [
    /cgroups in hybrid mode not supported/,
    'crun wants cgroup v2 alone: use runc, or boot with systemd.unified_cgroup_hierarchy=1',
  ],
  [/unknown or invalid runtime name/, 'name the runtime in /etc/docker/daemon.json; see README'],
  [/no space left on device/, 'free some of the engine’s disk: docker system prune'],
  [/ECONNREFUSED|ENOENT.*\.sock|socket hang up|ECONNRESET/, 'see that the engine still runs'],
];

export function remedyFor(message: string): string {
  const found = REMEDIES.find(([words]) => words.test(message));
  return found?.[1] ?? 'see what the profile asks for: sockspec doctor';
}
