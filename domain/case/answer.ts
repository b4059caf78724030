import { text } from '../process/common.ts';
import type { Text } from '../text.ts';
import { momentText } from '../time/date-text.ts';
import type { Instant } from '../time/instant.ts';
import type { Stage } from './case.ts';

/** What a reader is told of where a case stands. */
export interface Told {
  stage: Stage;
  unit?: { name: string };
  clock?: { dueAt: Instant };
  suspendedUntil?: Instant;
  closedAt?: Instant;
  into?: string;
  outcome?: { unit: { name: string }; result: string };
  /** Until when the reader may appeal, if they may. */
  appealUntil?: Instant;
}

/**
 * What has become of a matter, as one would tell somebody who asks: where it stands and with whom, until when, what was
 * decided and why. It says nothing but what the reader is told, so that whatever is not told has no words.
 */
export const answerInWords = (told: Told, reason?: Text): Text => {
  const stands = ANSWERS[told.stage](told, reason);
  const { stage, outcome } = told;
  if (!outcome || (stage !== 'followUp' && stage !== 'closed')) return stands;
  const { unit, result } = outcome;
  return text(
    `${stands['zh-CN']}。${unit.name}的办理情况：${result}`,
    `${stands.en}. What ${unit.name} has done: ${result}`,
  );
};

const ANSWERS: Record<Stage, (told: Told, reason?: Text) => Text> = {
  reported: (told) =>
    withDue(
      told,
      text(`已立案，由${nameOf(told).zh}确定承办单位`, `Filed; ${nameOf(told).en} decides who handles it`),
    ),
  acknowledgement: (told) =>
    withDue(
      told,
      text(
        `已分派给${nameOf(told).zh}，等待签收`,
        `Given to ${nameOf(told).en}, which has yet to acknowledge it`,
      ),
    ),
  handling: (told) =>
    told.suspendedUntil === undefined
      ? withDue(told, text(`${nameOf(told).zh}正在办理`, `${nameOf(told).en} is handling it`))
      : text(
          `${nameOf(told).zh}负责办理，暂停至${moment(told.suspendedUntil)['zh-CN']}`,
          `${nameOf(told).en} has it and pauses until ${moment(told.suspendedUntil).en}`,
        ),
  joint: (told) =>
    withDue(
      told,
      text(
        `${nameOf(told).zh}会同其他单位联合处置`,
        `${nameOf(told).en} is handling it together with other units`,
      ),
    ),
  verification: (told) =>
    withDue(
      told,
      text(
        `已办结，由${nameOf(told).zh}组织核实`,
        `The work is done; ${nameOf(told).en} has it checked by somebody else`,
      ),
    ),
  followUp: (told) =>
    withDue(
      told,
      text(
        `已办结并核实，由${nameOf(told).zh}回访上报人是否满意`,
        `The work is done and was checked; ${nameOf(told).en} asks the reporter whether it is settled`,
      ),
    ),
  closed: (told) => ended(told, '结案', 'Closed'),
  declined: (told, reason) => appealable(told, because(ended(told, '决定不予受理', 'Not accepted'), reason)),
  voided: (told, reason) => because(ended(told, '作废', 'Voided'), reason),
  merged: (told) => {
    const { into } = told;
    const merged = ended(told, '并案', 'Merged into another case');
    return into === undefined
      ? merged
      : text(
          `${merged['zh-CN']}，在案件 ${into} 中继续办理，可在该案查看进展`,
          `${merged.en}; it goes on in case ${into}, where its progress is shown`,
        );
  },
};

const moment = (instant: Instant): Text => momentText(Date.parse(instant));

const nameOf = ({ unit }: Told): { zh: string; en: string } => ({
  zh: unit?.name ?? '责任单位',
  en: unit?.name ?? 'the unit in charge',
});

/** Until when; what is overdue is told by its instant alone. */
const withDue = ({ clock }: Told, said: Text): Text =>
  clock
    ? text(
        `${said['zh-CN']}，时限至${moment(clock.dueAt)['zh-CN']}`,
        `${said.en}, due on ${moment(clock.dueAt).en}`,
      )
    : said;

/** When it ended, and how. */
const ended = ({ closedAt }: Told, zh: string, en: string): Text =>
  closedAt === undefined
    ? text(`已${zh}`, en)
    : text(`已于${moment(closedAt)['zh-CN']}${zh}`, `${en} on ${moment(closedAt).en}`);

/** What whoever does not agree may do. */
const appealable = ({ appealUntil }: Told, said: Text): Text =>
  appealUntil === undefined
    ? said
    : text(
        `${said['zh-CN']}。如不同意，可于${moment(appealUntil)['zh-CN']}前申诉一次，由上级重新决定`,
        `${said.en}. If you do not agree, you may appeal once until ${moment(appealUntil).en}; the level above then decides anew`,
      );

const because = (said: Text, reason: Text | undefined): Text =>
  reason ? text(`${said['zh-CN']}，理由：${reason['zh-CN']}`, `${said.en}: ${reason.en}`) : said;
