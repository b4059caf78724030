import { SingleBar } from 'cli-progress';

/** Tells how far a task is: one task at a time, and `done === total` exactly once, at its end. */
export type Progress = (task: string, done: number, total: number) => void;

/** A bar for each task on a terminal; elsewhere a line when it begins to take time and one when it is done. */
export const showProgress = (output: NodeJS.WriteStream = process.stdout): Progress =>
  output.isTTY ? bars(output) : lines(output);

const bars = (stream: NodeJS.WriteStream): Progress => {
  let open: { task: string; bar: SingleBar } | undefined;
  return (task, done, total) => {
    if (open?.task !== task) {
      open?.bar.stop();
      const format = `${task.padEnd(22)} {bar} {percentage} % of ${total}`;
      const bar = new SingleBar({
        stream,
        format,
        barsize: 30,
        hideCursor: true,
        barCompleteChar: '█',
        barIncompleteChar: '░',
      });
      bar.start(total, 0);
      open = { task, bar };
    }
    open.bar.update(done);
    if (done < total) return;
    open.bar.stop();
    open = undefined;
  };
};

const lines = (output: NodeJS.WriteStream): Progress => {
  const begun = new Set<string>();
  return (task, done, total) => {
    if (done === total) output.write(`${task}: ${total} done\n`);
    else if (!begun.has(task)) output.write(`${task}: ${total} to do\n`);
    begun.add(task);
  };
};
