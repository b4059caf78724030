import { createHash } from 'node:crypto';
import type { Instant } from '#domain/time/instant.ts';
import { ECOLOGY, JUDICIAL, LAW_FIRM, PLACE, POLICE, URBAN_MANAGEMENT } from './corner-of-nantong.ts';
import type { Showing } from './showing.ts';

/** A photograph as far as anybody looks into it, always the same: it begins as a JPEG does. */
const PHOTOGRAPH = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(1020, '现场照片')]);
const DECLARED = {
  contentType: 'image/jpeg',
  bytes: PHOTOGRAPH.length,
  sha256: createHash('sha256').update(PHOTOGRAPH).digest('hex'),
};

/** Neighbours quarrel about noise: three offices are whistled up, and the law firm does not answer. */
export const liveDispute = async (showing: Showing): Promise<string> => {
  const { id } = await showing.show('police-01', 'report', {
    body: {
      title: '邻里噪声纠纷',
      description: '楼上住户夜间装修，双方争执，民警到场调解未果。',
      category: 'dispute.neighbour',
      point: { ...PLACE, crs: 'WGS84' },
    },
  });
  const params = { id };
  await showing.show('grid-worker-01', 'findSimilar', {
    query: { ...PLACE, category: 'dispute.neighbour' },
  });
  await showing.show('township-01', 'worklist', { query: { why: 'acknowledge', limit: 10 } });
  showing.passes(20);
  await showing.show('township-01', 'acknowledge', { params, body: {} });
  await showing.show('township-01', 'comment', {
    params,
    body: { text: '已电话联系双方，约定今天下午到社区会议室当面沟通。' },
  });
  const slot = await showing.show('police-01', 'prepareUpload', { body: DECLARED });
  await put(showing, slot);
  await showing.show('police-01', 'attach', {
    params,
    body: { files: [{ id: slot.fileId, caption: '楼道内堆放的装修材料' }] },
  });
  await showing.show('township-01', 'listAttachments', { params });
  await showing.show('county-01', 'supervise', {
    params,
    body: { text: '该户已第三次报警，请今日下班前报告处置情况。' },
  });
  await showing.show('township-01', 'reply', {
    params,
    body: { text: '已约双方下午三点到司法所调解，晚间安排网格员巡查。' },
  });
  await showing.show('township-01', 'changeSeverity', {
    params,
    body: { severity: 'serious', reason: '双方已有肢体冲突苗头，须尽快处置。' },
  });
  await showing.show('township-01', 'extend', {
    params,
    body: { reason: '一方出差，周三才能到场调解。' },
  });
  await showing.show('county-01', 'approve', { params, body: {} });
  await showing.show('township-01', 'suspend', {
    params,
    body: { until: '2026-03-06T09:00:00+08:00', reason: '等待环境监测站的噪声检测结果。' },
  });
  await showing.show('county-01', 'refuse', {
    params,
    body: { reason: '检测不影响调解，请先行组织双方沟通。' },
  });
  await showing.ask('township-01', 'suspend', {
    params,
    body: { until: '2026-03-04T09:00:00+08:00', reason: '双方同意检测结果出来后再谈。' },
  });
  await showing.ask('county-01', 'approve', { params, body: {} });
  showing.passes(60);
  await showing.show('township-01', 'resume', { params, body: {} });

  await showing.show('township-01', 'whistle', {
    params,
    body: {
      template: 'threeOffice',
      units: [URBAN_MANAGEMENT, ECOLOGY],
      ask: '请共同调解邻里噪声纠纷，各自反馈意见。',
    },
  });
  const part = (unitId: string) => ({ id, unitId });
  await showing.show('urban-management-01', 'returnPart', {
    params: part(URBAN_MANAGEMENT),
    body: { code: 'notOurDuty', reason: '住宅装修噪声不属于城市管理执法范围。' },
  });
  await showing.show('township-01', 'removePart', {
    params: part(ECOLOGY),
    body: { reason: '公安机关已固定证据，无需另行监测。' },
  });
  await showing.show('police-01', 'extendPart', {
    params: part(POLICE),
    body: { reason: '需调取夜间出警记录。' },
  });
  await showing.show('township-01', 'approvePart', { params: part(POLICE), body: {} });
  await showing.ask('judicial-01', 'extendPart', {
    params: part(JUDICIAL),
    body: { reason: '调解员人手不足。' },
  });
  await showing.show('township-01', 'refusePart', {
    params: part(JUDICIAL),
    body: { reason: '双方今天都在，请按原时限调解。' },
  });
  await showing.show('judicial-01', 'respond', {
    params: part(JUDICIAL),
    body: { answer: '已组织双方到司法所调解，初步达成一致。' },
  });
  await showing.ask('police-01', 'respond', {
    params: part(POLICE),
    body: { answer: '已固定证据，出警记录附后。' },
  });
  await showing.show('township-01', 'getCase', { params, cutTo: 1 });
  await showing.show('township-01', 'getDeadline', { params, cutTo: 2 });
  await showing.show('operator-01', 'listExecutions', { query: { limit: 1 } });

  const { parts } = await showing.world.case(id).then(({ state }) => state as { parts: Part[] });
  const silent = parts.find(({ responsible }) => responsible.code === LAW_FIRM);
  await showing.dueAt(silent?.clock.dueAt as Instant);
  await showing.ask('justice-01', 'respond', {
    params: part(LAW_FIRM),
    body: { answer: '由公共法律服务中心值班律师出具意见。' },
  });
  await showing.show('township-01', 'submitResult', {
    params,
    body: {
      result: '双方达成协议：22时后停止施工，楼上赔礼道歉。',
      parts: {
        [JUDICIAL]: '已组织调解，双方签订协议。',
        [POLICE]: '已固定证据。',
        [LAW_FIRM]: '已由公共法律服务中心出具意见。',
      },
    },
  });
  showing.passes(45);
  const verifier = await drawnFor(showing, id);
  const file = await upload(showing, verifier);
  await showing.show(verifier, 'verify', {
    params,
    body: {
      passed: true,
      note: '晚间入户核实，已无施工噪声。',
      evidence: { files: [{ id: file, caption: '核实现场' }], point: { ...PLACE, crs: 'WGS84' } },
    },
  });
  await showing.show('county-01', 'followUp', { params, body: { satisfied: true, rating: 5 } });
  showing.passes(3 * 24 * 60);
  await showing.show('county-01', 'reopen', {
    params,
    ifMatch: await showing.versionOf(id),
    body: { reason: '楼上再次夜间施工，请重新调解。' },
  });
  return id;
};

interface Part {
  responsible: { code: string };
  clock: { dueAt: Instant };
}

const drawnFor = async ({ world }: Showing, id: string): Promise<string> => {
  const { state } = await world.case(id);
  const { verifier } = state as { verifier?: { subject: string } | string };
  if (verifier === undefined) throw new Error(`nobody was drawn to verify ${id}`);
  return typeof verifier === 'string' ? verifier : verifier.subject;
};

/** What a client does with the link of a slot. */
const put = async ({ world }: Showing, slot: { uploadUrl: string; headers: Record<string, string> }) => {
  const status = await world.files.put(slot.uploadUrl, slot.headers, PHOTOGRAPH);
  if (status !== 200) throw new Error(`the upload was answered ${status}`);
};

const upload = async (showing: Showing, by: string): Promise<string> => {
  const slot = await showing.ask(by, 'prepareUpload', { body: DECLARED });
  await put(showing, slot);
  return slot.fileId;
};
