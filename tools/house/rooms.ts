/** The folders of code. `functions/shared` is a wing of its own within `functions`. */
export const WINGS = ['tools', 'functions', 'functions/shared', 'domain', 'infra'] as const;
type Wing = (typeof WINGS)[number];

/** That a file, or a room, imports from another. */
export type Arrow = readonly [from: string, to: string];

/** Rooms by wing, and the arrows between rooms. An arrow of a wing itself is one of the files that lie in no room. */
export interface House {
  rooms: ReadonlyMap<Wing, readonly string[]>;
  arrows: readonly Arrow[];
}

/** The house that imports between files make. Arrows that lead the same way as others together are left out. */
export const houseOf = (imports: readonly Arrow[]): House => {
  const arrows = new Map<string, Arrow>();
  const rooms = new Map<Wing, Set<string>>(WINGS.map((wing) => [wing, new Set()]));
  for (const files of imports) {
    const [from, to] = files.map(roomOf);
    for (const room of [from, to]) if (room) rooms.get(wingOf(room)!)?.add(room);
    if (from && to && !isWithin(from, to) && !isWithin(to, from)) arrows.set(`${from} ${to}`, [from, to]);
  }
  return {
    rooms: new Map(WINGS.map((wing) => [wing, [...rooms.get(wing)!].filter((room) => room !== wing).sort()])),
    arrows: withoutImplied(
      [...arrows.values()].sort(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1)),
    ),
  };
};

/** The innermost wing that a path lies in; undefined outside the house. */
const wingOf = (path: string): Wing | undefined => WINGS.findLast((wing) => isWithin(path, wing));

/** The folder right below the wing in which a file lies, or the wing itself. */
const roomOf = (file: string): string | undefined => {
  const wing = wingOf(file);
  const [folder, ...rest] = wing ? file.slice(wing.length + 1).split('/') : [];
  return rest.length > 0 ? `${wing}/${folder}` : wing;
};

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const withoutImplied = (arrows: readonly Arrow[]): Arrow[] => {
  let left = [...arrows];
  for (const arrow of arrows) {
    const others = left.filter((other) => other !== arrow);
    if (leads(others, arrow)) left = others;
  }
  return left;
};

/** Whether arrows lead from a room to another, or from and to rooms within them. */
const leads = (arrows: readonly Arrow[], [from, to]: Arrow): boolean => {
  const seen = new Set<string>();
  let next = new Set(arrows.filter(([start]) => isWithin(start, from)).map(([, end]) => end));
  while (next.size > 0) {
    for (const room of next) {
      if (isWithin(room, to)) return true;
      seen.add(room);
    }
    next = new Set(arrows.filter(([start, end]) => next.has(start) && !seen.has(end)).map(([, end]) => end));
  }
  return false;
};
