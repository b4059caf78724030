import type { Process } from '#domain/process/process.ts';

/** The first execution of a process bears its id; each later one also the number of the event with which it took over. */
export const driverName = ({ id, driver }: Process): string => (driver === 0 ? id : `${id}-${driver}`);

/** The id of the process that an execution of that name drives, or drove. */
export const drivenBy = (name: string): string => name.split('-')[0] ?? '';
