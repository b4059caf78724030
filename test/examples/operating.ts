import type { Showing } from './showing.ts';

/** What operators see and do. */
export const operate = async (showing: Showing, id: string): Promise<void> => {
  const { world } = showing;
  await world.store.noteTrouble(
    { kind: 'case', id },
    { trouble: 'unrelayed', part: 'event-2', since: world.now, cause: 'ThrottlingException', listed: true },
    world.now,
  );
  await showing.show('operator-01', 'listTroubles', { query: { kind: 'unrelayed' } });
  await showing.show('operator-01', 'redeliver', {
    params: { id, delivery: 'event-2' },
    body: { reason: '事件总线已恢复。' },
  });
  await showing.show('operator-01', 'restartCase', {
    params: { id },
    body: { reason: '流程已停滞，故障排除后重新启动。' },
  });
  await showing.show('operator-01', 'startJob', { body: { kind: 'rehome' } });
  await showing.show('operator-01', 'listJobs');
};

/** The municipal hotline is told of what becomes of cases. */
export const announce = async (showing: Showing): Promise<void> => {
  const { id } = await showing.show('operator-01', 'createWebhook', {
    body: {
      url: 'https://12345.nantong.example/gridward',
      area: '3206',
      milestones: ['reported', 'assigned', 'closed'],
    },
  });
  await showing.show('operator-01', 'listWebhooks');
  showing.passes(24 * 60);
  await showing.show('operator-01', 'rotateSecret', { params: { webhookId: id }, body: {} });
  await showing.show('operator-01', 'removeWebhook', { params: { webhookId: id }, body: {} });
};
