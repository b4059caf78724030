import type { Report } from './run-steps.ts';

/** Seconds after which a line is printed again where it cannot be written over. */
const SAY_AGAIN_SECONDS = 15;

/** A line for each step, with the time that it took. */
export const reportTo = (output: NodeJS.WriteStream): Report => {
  let begun = 0;
  let said = 0;
  let open = '';
  const seconds = () => (Date.now() - begun) / 1000;
  const overwrite = (text: string): void => {
    if (output.isTTY) output.write(`\r\u001b[K${text}`);
  };
  const settle = (mark: string, number: number, name: string, remark = ''): void => {
    overwrite('');
    const time = `${seconds().toFixed(1)} s`.padStart(8);
    output.write(`${`${mark} ${heading(number, name)}  ${time}  ${remark}`.trimEnd()}\n`);
  };
  return {
    began: (number, name) => {
      [begun, said, open] = [Date.now(), 0, heading(number, name)];
      overwrite(`  ${open}`);
    },
    waiting: () => {
      overwrite(`  ${open}  ${seconds().toFixed(0)} s …`);
      if (output.isTTY || seconds() < said + SAY_AGAIN_SECONDS) return;
      said = seconds();
      output.write(`  ${open}  still waiting, ${said.toFixed(0)} s\n`);
    },
    passed: (number, name, remark) => settle('✓', number, name, remark),
    failed: (number, name, why) => {
      settle('✗', number, name);
      for (const [label, text] of why) output.write(`     ${`${label}:`.padEnd(10)}${text}\n`);
    },
    line: (text) => output.write(`${text}\n`),
  };
};

const heading = (number: number, name: string): string => `${String(number).padStart(2)}  ${name.padEnd(48)}`;
